import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { answerApplicationSchema } from "~/features/calls/contracts/calls";
import type { CallRow } from "~/features/calls/services/calls.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { confirmReviewer } from "~/features/reviews/services/volunteer.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { SystemId, UserId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { insertMany } from "~db/insertMany";
import { systems } from "~db/schema/reviews";
import { translators } from "~db/schema/translation";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

export type Granted = {
  readonly deps: Pick<Deps, "now" | "newId">;
  readonly tx: Db;
  readonly actor: Actor;
  readonly process: ProcessRow;
  readonly call: CallRow;
  readonly userId: UserId;
  readonly message: string;
};
type Wanted = Pick<z.infer<typeof answerApplicationSchema>, "place" | "languages" | "affiliated">;

/** Workgroups and systems for which somebody can be accepted, by the kind of the call, in one statement. */
export async function placesToGive(db: Db, process: Pick<ProcessRow, "id">) {
  const rows = await rowsOf<{ id: string; name: string; kind: "workgroup" | "reviewer" }>(
    db,
    sql`select id, name, 'workgroup' as kind, position from ${workgroups} where process_id = ${process.id}
      union all select id, name, 'reviewer', position from ${systems} where process_id = ${process.id}
      order by position, name`,
  );
  const of = (kind: string) => rows.filter((one) => one.kind === kind).map(({ id, name }) => ({ id, name }));
  return { workgroup: of("workgroup"), reviewer: of("reviewer") };
}

const missing = (field: string) =>
  fail({ code: "invalid" as const, fields: { [field]: "errors:field.acceptedFor" } });

/**
 * Gives somebody what they were accepted for: a place in a workgroup, the review of a system, languages to translate
 * into. Returns the page on which they begin, below the address of the process. `invalid` where it is not said which.
 */
export async function grant(granted: Granted, wanted: Wanted): Promise<Result<string | null, Refusal>> {
  switch (granted.call.kind) {
    case "workgroup":
      return giveSeat(granted, wanted);
    case "reviewer":
      return giveReview(granted, wanted);
    case "translator":
      return giveLanguages(granted, wanted);
    case "participant":
      return ok(null);
    default:
      return granted.call.kind satisfies never;
  }
}

async function giveSeat({ deps, tx, process, userId }: Granted, { place, affiliated }: Wanted) {
  const group = (await workgroupsOf(tx, process.id)).find(({ id }) => id === place);
  if (!group) return missing("place");
  await tx
    .insert(workgroupMembers)
    .values({ workgroupId: group.id, userId, role: "member", affiliated, joinedAt: deps.now() })
    .onConflictDoNothing();
  return ok(`/workgroups/${group.key}`);
}

async function giveReview(
  { deps, tx, actor, process, userId, message }: Granted,
  { place, affiliated }: Wanted,
) {
  if (!place) return missing("place");
  const [system] = await tx
    .select()
    .from(systems)
    .where(and(eq(systems.processId, process.id), eq(systems.id, place as SystemId)));
  if (!system) return missing("place");
  await confirmReviewer(deps, tx, actor, system, { userId, affiliated, motivation: message });
  return ok(`/systems/${system.key}/review`);
}

async function giveLanguages({ tx, process, userId }: Granted, { languages }: Wanted) {
  const into = languages.filter((one) => process.languages.includes(one) && one !== process.sourceLanguage);
  if (into.length === 0) return missing("languages");
  await insertMany(
    tx,
    translators,
    into.map((language) => ({ processId: process.id, userId, language })),
    (insert) => insert.onConflictDoNothing(),
  );
  return ok("/drafts");
}
