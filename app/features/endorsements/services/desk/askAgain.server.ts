import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { lockByNumber } from "~/features/endorsements/services/findEndorsement.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";

/** Who could not be asked about the newest version that people are asked about: their mails were given up. */
export async function unasked(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">) {
  return deps.db
    .select({ number: endorsements.number, name: endorsements.name, label: drafts.label })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .innerJoin(drafts, eq(drafts.id, endorsedVersions.draftId))
    .where(
      and(
        eq(endorsements.processId, process.id),
        eq(endorsements.state, "listed"),
        isNull(endorsements.hiddenAt),
        isNull(endorsedVersions.answer),
        eq(endorsedVersions.mail, "failed"),
        sql`${drafts.number} = (select max(number) from ${drafts} where process_id = ${process.id} and endorsable_since is not null)`,
      ),
    )
    .orderBy(asc(endorsements.number));
}

/** Has a mail that asks about a version, and was given up, tried from the beginning: the job sends it. `not_found` where none was. */
export async function askAgain(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
): Promise<Result<undefined, Refusal>> {
  const subject = `${number}`;
  const change = { processId: process.id, actor, action: audit["endorsement.retold"], subject } as const;
  return changeProcess(deps, change, async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (row?.state !== "listed") return fail({ code: "not_found" });
    const again = await tx
      .update(endorsedVersions)
      .set({ mail: "due", mailAfter: deps.now(), attempts: 0 })
      .where(and(eq(endorsedVersions.endorsementId, row.id), eq(endorsedVersions.mail, "failed")))
      .returning({ draftId: endorsedVersions.draftId });
    return again.length > 0 ? ok(undefined) : fail({ code: "not_found" });
  });
}
