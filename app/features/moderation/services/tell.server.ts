import { and, eq, inArray } from "drizzle-orm";
import { audit, notices } from "~/features/moderation/feature";
import { notify, tellModerators } from "~/features/notices/services/notify.server";
import { changeProcess, writeAudit } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { moderationActions } from "~db/schema/moderation";
import { notices as noticeRows } from "~db/schema/notices";

type Done = {
  readonly id: string;
  readonly action: (typeof moderationActions.$inferInsert)["action"];
  readonly userId?: string | null;
  readonly reason: string;
  readonly until?: Date | null;
};

const kinds = {
  hide: notices["comment-hidden"],
  restore: notices["comment-restored"],
  slow: notices.slowed,
  suspend: notices.suspended,
  lift: notices["restraint-lifted"],
} as const;

/** Tells the person whom an act of moderation concerns: what was done, until when, why, and where to object. */
export async function tellConcerned(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
  { id, action, userId, reason, until }: Done,
): Promise<void> {
  if (!userId || userId === actor.id) return;
  await notify(deps, tx, process, [userId], {
    kind: kinds[action],
    key: `moderation ${id}`,
    path: `/p/${process.slug}/moderation`,
    values: action === "slow" || action === "suspend" ? { until: until?.toISOString() ?? "" } : {},
    words: reason,
  });
}

/** Tells moderators and organizers what was flagged and why; not by whom, so that nobody who flags something has to fear its author. */
export async function tellFlagged(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
  { commentId, reason }: { readonly commentId: CommentId; readonly reason: string },
): Promise<void> {
  await writeAudit(deps, tx, { processId: process.id, actor: null, action: audit["comment.flagged"] });
  const notice = {
    kind: notices["comment-flagged"],
    key: `comment-flagged ${commentId} ${today(deps)}`,
    path: `/p/${process.slug}/manage/moderation`,
    values: {},
    words: reason,
  };
  await tellModerators(deps, tx, process, { ...notice, except: actor.id });
}

/** Acts of moderation that were about somebody. */
async function actsAbout(db: Db, process: Pick<ProcessRow, "id">, actor: Actor): Promise<string[]> {
  const rows = await db
    .select({ id: moderationActions.id })
    .from(moderationActions)
    .where(and(eq(moderationActions.processId, process.id), eq(moderationActions.userId, actor.id)))
    .limit(500);
  return rows.map(({ id }) => id);
}

/** Acts of moderation to which somebody can still object. */
export async function objectionsOf(db: Db, process: Pick<ProcessRow, "id">, actor: Actor): Promise<string[]> {
  const all = await actsAbout(db, process, actor);
  const objected = await objectedAmong(db, process, all);
  return all.filter((id) => !objected.has(id));
}

/** Those of acts to which somebody has objected: it is known by the notices of it. */
async function objectedAmong(
  db: Db,
  process: Pick<ProcessRow, "id">,
  actIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (actIds.length === 0) return new Set();
  const told = await db
    .selectDistinct({ key: noticeRows.key })
    .from(noticeRows)
    .where(and(eq(noticeRows.processId, process.id), inArray(noticeRows.key, actIds.map(objectionKey))));
  const keys = new Set(told.map(({ key }) => key));
  return new Set(actIds.filter((id) => keys.has(objectionKey(id))));
}

const objectionKey = (act: string) => `moderation-objected ${act}`;

/**
 * Objects to an act of moderation about oneself, in words that moderators and organizers read; once for each act
 * (`objected_already`).
 */
export async function objectTo(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { act, words }: { readonly act: string; readonly words: string },
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["moderation.objected"],
    isQuiet: true,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!(await actsAbout(tx, process, actor)).includes(act)) return fail({ code: "not_found" });
    if ((await objectedAmong(tx, process, [act])).has(act)) return fail({ code: "objected_already" });
    const notice = {
      kind: notices["moderation-objected"],
      key: objectionKey(act),
      path: `/p/${process.slug}/manage/moderation`,
      values: {},
      by: actor,
      words,
    };
    await tellModerators(deps, tx, process, { ...notice, except: actor.id });
    return ok();
  });
}
