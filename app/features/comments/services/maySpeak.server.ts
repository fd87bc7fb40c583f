import { and, count, desc, eq, gt, type SQL } from "drizzle-orm";
import { lockTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { restraints } from "~db/schema/membership";

const minute = 60_000;

/** What one person may write in ten minutes, and what somebody who was slowed down may. */
const mostInTenMinutes = 20;

const mostWhenSlowed = 1;

/** Whether somebody has written as much as they may for now. */
export async function exceedsRate(deps: Deps, tx: Db, process: ProcessRow, actor: Actor): Promise<boolean> {
  const now = deps.now();
  const [written] = await tx
    .select({ count: count() })
    .from(comments)
    .where(
      and(
        eq(comments.processId, process.id),
        eq(comments.authorId, actor.id),
        gt(comments.createdAt, new Date(now.getTime() - 10 * minute)),
      ),
    );
  const [restraint] = await tx
    .select()
    .from(restraints)
    .where(and(eq(restraints.processId, process.id), eq(restraints.userId, actor.id)));
  const isSlowed = restraint?.kind === "slow" && (!restraint.until || restraint.until > now);
  return (written?.count ?? 0) >= (isSlowed ? mostWhenSlowed : mostInTenMinutes);
}

/** `too_many` for who may not write again yet: in the process, or in a room whose host slowed it down. */
export async function maySpeakNow(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
  townhall: Pick<TownhallRow, "id" | "hostId" | "slowSeconds"> | null,
): Promise<Result<undefined, Refusal>> {
  if (await exceedsRate(deps, tx, process, actor)) return fail({ code: "too_many" });
  if (!townhall || townhall.slowSeconds === 0 || townhall.hostId === actor.id) return ok();
  const [last] = await tx
    .select({ at: comments.createdAt })
    .from(comments)
    .where(and(eq(comments.townhallId, townhall.id), eq(comments.authorId, actor.id)))
    .orderBy(desc(comments.createdAt))
    .limit(1);
  const isSlow = last && deps.now().getTime() - last.at.getTime() < townhall.slowSeconds * 1000;
  return isSlow ? fail({ code: "slow_mode" }) : ok();
}

/**
 * Locks the townhall at which a comment was said, if it was at one. Whoever locks the comment and tells
 * the room of it does this first, as acts in the room do: else they could wait for one another.
 */
export async function lockTownhallOf(tx: Db, comment: SQL | undefined): Promise<void> {
  const [said] = await tx.select({ townhallId: comments.townhallId }).from(comments).where(comment);
  if (said?.townhallId) await lockTownhall(tx, said.townhallId);
}
