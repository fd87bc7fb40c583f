import { and, asc, eq, lte, sql } from "drizzle-orm";
import { type PendingAct, secondOf } from "~/features/confirmations/services/secondOf.server";
import {
  type Change,
  type ChangeDeps,
  changeProcess,
} from "~/features/processes/services/changeProcess.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { isStale, versionOf } from "~/platform/version.server";
import { type Db, databaseNow } from "~db/client";
import { processes } from "~db/schema/processes";
import { ballotLogs, rounds } from "~db/schema/rounds";
import { appendUnderLock } from "./appender.server";
import { ballotsToClose, readToClose, rootToClose } from "./log/readToClose.server";
import { noteErased } from "./roll.server";

type CloseDeps = ChangeDeps & Pick<Deps, "translator" | "roundKinds" | "leastApproval" | "work">;

/**
 * Closes a round by hand (`actor`) or because its deadline has passed (no actor; the database's
 * clock decides). A deadline is one of the terms that voters know, so nobody can close a round before it
 * (`deadline_declared`), nor before a round of its kind has been open for its minimum time (`open_too_short`). Its plan can ask
 * for a second organizer (`secondOf`). The close entry states the size and root of everything before it, in the
 * transaction that ends voting: a ballot is either in that root or refused. What the kind of the round adds, such as the count
 * of an approval, is done in the same transaction. A log of any length is read before the lock is taken; under the lock only
 * what has come since is read.
 */
export async function closeRound(
  deps: CloseDeps,
  actor: Actor | null,
  round: Pick<RoundRow, "id" | "number" | "kind" | "processId">,
  asked?: string,
): Promise<Result<{ size: number; root: string }, Refusal>> {
  const kind = deps.roundKinds[round.kind];
  const change: Change = {
    processId: round.processId,
    actor,
    action: kind.actions.closed,
    subject: String(round.number),
  };
  const read = await readToClose(deps, round);
  return changeProcess(deps, change, async (tx, note) => {
    const [head] = await tx.select().from(ballotLogs).where(eq(ballotLogs.roundId, round.id)).for("update");
    if (head?.state !== "open") return fail({ code: "round_not_open" });
    const isEarly = head.closesAt ? head.closesAt > (await databaseNow(tx)) : !actor;
    if (isEarly) return fail({ code: actor ? "deadline_declared" : "round_not_open" });
    const [open] = await tx.select({ at: rounds.openedAt }).from(rounds).where(eq(rounds.id, round.id));
    const least = kind.leastOpen?.(deps) ?? 0;
    if (open?.at && deps.now().getTime() < open.at.getTime() + least) return fail({ code: "open_too_short" });
    const confirmed = await confirmedClosing(deps, tx, {
      actor: head.closesAt ? null : actor,
      asked,
      id: round.id,
    });
    if (!confirmed.ok) return confirmed;
    const root = await rootToClose(tx, head, read);
    const leaf = await appendUnderLock(deps, tx, head.log, head.size, {
      kind: "close",
      log: head.log,
      size: head.size,
      root,
      nonce: deps.randomHex(32),
    });
    await tx.update(ballotLogs).set({ state: "closed" }).where(eq(ballotLogs.log, head.log));
    const [closed] = await tx
      .update(rounds)
      .set({ state: "closed", closedAt: deps.now() })
      .where(eq(rounds.id, round.id))
      .returning();
    const how = head.closesAt ? "deadline" : "by-hand";
    note({ kind: "close", ballots: head.log, size: head.size, root, leaf, how }, confirmed.value);
    const closing = { ...head, kind: round.kind };
    const ballots = kind.countsWhenClosed ? await ballotsToClose(deps, tx, closing, read) : [];
    if (closed) await kind.closed?.(deps, tx, closed, { log: head.log, size: head.size + 1, ballots });
    await noteErased(deps, tx, round);
    return ok({ size: head.size, root });
  });
}

/** Whose request a closing by hand confirms, if the plan of the round asks for a second organizer. */
async function confirmedClosing(
  deps: CloseDeps,
  tx: Db,
  { actor, asked, id }: { actor: Actor | null; asked: string | undefined; id: RoundRow["id"] },
): Promise<Result<PendingAct | null, Refusal>> {
  const [found] = await tx
    .select({ round: rounds, process: processes })
    .from(rounds)
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .where(eq(rounds.id, id));
  if (!actor || !found) return ok(null);
  const { round, process } = found;
  return secondOf(deps, tx, {
    process,
    actor,
    act: "close",
    thing: String(round.number),
    since: (await deps.roundKinds[round.kind].secondFor?.(tx, round, "close")) ?? null,
    asked,
    seen: () => closingPage(round).seen,
  });
}

type Closing = Pick<RoundRow, "state" | "openedAt" | "closesAt">;

const closingShown = ({ state, openedAt, closesAt }: Closing) => ({
  state,
  openedAt: openedAt?.toISOString() ?? null,
  closesAt: closesAt?.toISOString() ?? null,
});

/**
 * The version an organizer must have seen to close this round, and why it cannot be closed. The turnout is not part of it: they
 * see the newest.
 */
export function closingPage(round: Closing): {
  readonly seen: string;
  readonly blocked: Refusal["code"] | null;
} {
  const blocked = round.state !== "open" ? "round_not_open" : round.closesAt ? "deadline_declared" : null;
  return { seen: versionOf(closingShown(round)), blocked };
}

/**
 * Closes a round by hand as it was read, or as another organizer asked for it (`asked`). Refuses as `closeRound` does, which looks
 * again under the lock.
 */
export async function closeAsRead(
  deps: CloseDeps,
  actor: Actor,
  round: RoundRow,
  seen: string,
  asked?: string,
): Promise<Result<{ size: number; root: string }, Refusal>> {
  if (round.state === "open" && isStale(seen, closingShown(round)))
    return fail({ code: "changed_since_read" });
  return closeRound(deps, actor, round, asked);
}

/**
 * Closes every round whose deadline has passed. Any node may do so; the second finds it done. If one cannot be closed, its
 * error is thrown once the others are closed.
 */
export async function closeDueRounds(deps: CloseDeps): Promise<number> {
  const due = await deps.db
    .select()
    .from(rounds)
    .where(and(eq(rounds.state, "open"), lte(rounds.closesAt, sql`clock_timestamp()`)))
    .orderBy(asc(rounds.closesAt), asc(rounds.id));
  return eachAlone(due, async (round) => (await closeRound(deps, null, round)).ok);
}
