import { and, asc, eq, gte, lt } from "drizzle-orm";
import type { BallotChoices } from "~/features/rounds/domain/ballotKind";
import { type LogBallot, verifyLog } from "~/features/rounds/domain/verify";
import { logHead, logPortions, logRows, type RoundRow } from "~/features/rounds/services/read.server";
import { type Frontier, frontierRoot, grown } from "~/kernel/tlog/frontier";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotEntries } from "~db/schema/rounds";
import { readBallots } from "./logTasks.server";

/** What a log was before it was locked. Entries are only ever added, so this stays true of the first ones. */
export type ReadToClose = {
  readonly size: number;
  readonly frontier: Frontier;
  /** Null where closing counts none. */
  readonly ballots: readonly LogBallot[] | null;
};

const nothingRead: ReadToClose = { size: 0, frontier: [], ballots: null };

/** Reads an open log, so that under its lock only what has come since remains to be read. */
export async function readToClose(
  deps: Pick<Deps, "db" | "roundKinds" | "work">,
  { id, kind }: Pick<RoundRow, "id" | "kind">,
): Promise<ReadToClose> {
  const head = await logHead(deps.db, id);
  if (head?.state !== "open") return nothingRead;
  const { log, size } = head;
  const frontier = await grownBy(deps.db, log, { size: 0, frontier: [] }, size);
  const { countsWhenClosed } = deps.roundKinds[kind];
  const ballots = countsWhenClosed
    ? await deps.work(readBallots(deps.roundKinds), { log, kind }, logPortions(deps.db, log, size))
    : null;
  return { size, frontier, ballots };
}

type Closing = { readonly log: string; readonly size: number };

/** The root of a log that the caller has locked. */
export async function rootToClose(tx: Db, { log, size }: Closing, read: ReadToClose): Promise<string> {
  return frontierRoot(await grownBy(tx, log, read, size));
}

/** The ballots that count in a log that the caller has locked: those that were read before, unless something has come since. */
export async function ballotsToClose(
  deps: Pick<Deps, "roundKinds">,
  tx: Db,
  { log, size, kind }: Closing & Pick<RoundRow, "kind">,
  read: ReadToClose,
): Promise<readonly LogBallot[]> {
  if (read.ballots && read.size === size) return read.ballots;
  return verifyLog<BallotChoices>(log, await logRows(tx, log), deps.roundKinds[kind].ballot).ballots;
}

/** How many leaves are read and hashed at a time: in a few milliseconds. */
const portion = 1_000;

/** The tree of a log, grown to a size that it has. */
export async function grownBy(
  db: Db,
  log: string,
  from: Pick<ReadToClose, "size" | "frontier">,
  size: number,
): Promise<Frontier> {
  const { index, leaf } = ballotEntries;
  let { frontier } = from;
  for (let at = from.size; at < size; ) {
    const rows = await db
      .select({ index, leaf })
      .from(ballotEntries)
      .where(and(eq(ballotEntries.log, log), gte(index, at), lt(index, Math.min(size, at + portion))))
      .orderBy(asc(index));
    // A log that has a gap is not closed over it.
    if (rows.length === 0) throw new Error(`the log ${log} has no entry ${at}`);
    for (const row of rows) {
      if (row.index !== at) throw new Error(`the log ${log} has no entry ${at}`);
      frontier = grown(frontier, at, row.leaf);
      at++;
    }
  }
  return frontier;
}
