import { and, eq } from "drizzle-orm";
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

/** Acts of moderation that were about somebody: those to which they can object. */
export async function actsAbout(db: Db, process: Pick<ProcessRow, "id">, actor: Actor): Promise<string[]> {
  const rows = await db
    .select({ id: moderationActions.id })
    .from(moderationActions)
    .where(and(eq(moderationActions.processId, process.id), eq(moderationActions.userId, actor.id)))
    .limit(500);
  return rows.map(({ id }) => id);
}

/** Objects to an act of moderation about oneself, in words that moderators and organizers read; once for each act. */
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
    const notice = {
      kind: notices["moderation-objected"],
      key: `moderation-objected ${act}`,
      path: `/p/${process.slug}/manage/moderation`,
      values: {},
      by: actor,
      words,
    };
    await tellModerators(deps, tx, process, { ...notice, except: actor.id });
    return ok();
  });
}
