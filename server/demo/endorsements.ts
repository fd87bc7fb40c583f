import { readFileSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { demoDomain } from "~/features/accounts/domain/demoDomain";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { EndorsementId } from "~/kernel/ids";
import { languages } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { insertMany } from "~db/insertMany";
import { projectPath } from "~db/projectFolder";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";

const day = z.iso.date();
const file = z.object({
  asked: z.array(z.object({ draft: z.string(), day })),
  endorsements: z.array(
    z.object({
      kind: z.enum(["person", "organization"]),
      name: z.string(),
      affiliation: z.string(),
      country: z.string(),
      language: z.enum(languages),
      statement: z.string(),
      domain: z.string(),
      signatory: z.string(),
      authority: z.string(),
      day,
      /** When they said yes to the second version too; null: asked, and not answered. */
      again: day.nullable(),
    }),
  ),
});

/**
 * Endorsements of the demo, every one of them made up and marked so. They are stored as they would be
 * today: nobody is sent a mail about 2024.
 */
export async function loadEndorsements(deps: Deps, process: ProcessRow): Promise<void> {
  const known = await deps.db.select().from(endorsements).where(eq(endorsements.processId, process.id));
  if (known.length > 0) return;
  const content = file.parse(JSON.parse(readFileSync(projectPath("db/demo/endorsements.json"), "utf8")));
  const versions: { id: (typeof drafts.$inferSelect)["id"]; hash: string; since: Date }[] = [];
  for (const { draft, day: on } of content.asked) {
    const [row] = await deps.db
      .update(drafts)
      .set({ endorsableSince: noon(on) })
      .where(and(eq(drafts.processId, process.id), eq(drafts.label, draft)))
      .returning();
    if (!row?.textHash) throw new Error(`the demo has no published version ${draft}`);
    versions.push({ id: row.id, hash: row.textHash, since: noon(on) });
  }
  const [first, second] = versions;
  if (!first || !second) throw new Error("the demo asks about two versions");
  for (const [i, { day: on, again, ...one }] of content.endorsements.entries()) {
    const id = deps.newId() as EndorsementId;
    const at = noon(on);
    await deps.db.insert(endorsements).values({
      ...one,
      id,
      processId: process.id,
      number: i + 1,
      state: "listed",
      email: `endorser-${i + 1}@crowd.${demoDomain}`,
      isExample: true,
      tokenHash: sha256Hex(deps.randomHex(32)),
      createdAt: at,
      verifiedAt: at,
      checkedAt: one.kind === "organization" ? at : null,
    });
    const asked = at < second.since ? versions : [second];
    await insertMany(
      deps.db,
      endorsedVersions,
      asked.map((version) => {
        const answeredAt = version === first ? at : again === null ? null : noon(again);
        return {
          endorsementId: id,
          draftId: version.id,
          draftHash: version.hash,
          askedAt: version === first ? at : version.since,
          answer: answeredAt && ("yes" as const),
          answeredAt,
        };
      }),
    );
  }
}

const noon = (on: string) => new Date(`${on}T12:00:00Z`);
