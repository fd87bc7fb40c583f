import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { hasAgreed } from "~/features/meetings/services/agreements.server";
import { lockTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { holds } from "~/features/membership/services/restraints.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type Limit, spend } from "~/platform/limits/limits.server";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { restraints } from "~db/schema/membership";

/** What one person may write in ten minutes, and what somebody who was slowed down may. */
const written: Limit = { name: "words in a process", most: 20, seconds: 600 };
const mostWhenSlowed = 1;

/** When the words of a comment were last written: changing one is writing too. */
const lastWritten = sql<Date>`coalesce(${comments.editedAt}, ${comments.createdAt})`.mapWith(
  comments.createdAt,
);

/** Counts one thing more that somebody writes; `too_many` where it is more than they may for now. */
export async function mayWrite(
  { now }: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  actor: Pick<Actor, "id" | "email">,
): Promise<Result<undefined, Refusal>> {
  const [restraint] = await tx
    .select()
    .from(restraints)
    .where(and(eq(restraints.processId, process.id), eq(restraints.kind, "slow"), holds(actor)));
  const isSlowed = restraint !== undefined && (!restraint.until || restraint.until > now());
  const limit = isSlowed ? { ...written, most: mostWhenSlowed } : written;
  return spend({ db: tx, now }, limit, `${process.id} ${actor.id}`);
}

/**
 * `too_many` for who may not write again yet: in the process, or in a room whose host slowed it down; what belongs to a
 * meeting asks for the agreements first (`agreements_first`), wherever it is written.
 */
export async function maySpeakNow(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
  townhall: Pick<TownhallRow, "id" | "hostId" | "slowSeconds"> | null,
): Promise<Result<undefined, Refusal>> {
  if (townhall && !(await hasAgreed(tx, process.id, actor))) return fail({ code: "agreements_first" });
  const may = await mayWrite(deps, tx, process, actor);
  if (!may.ok) return may;
  if (!townhall || townhall.slowSeconds === 0 || townhall.hostId === actor.id) return ok();
  const [last] = await tx
    .select({ at: lastWritten })
    .from(comments)
    .where(and(eq(comments.townhallId, townhall.id), eq(comments.authorId, actor.id)))
    .orderBy(desc(lastWritten))
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
