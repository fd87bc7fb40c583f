import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  exists,
  gte,
  inArray,
  lt,
  notExists,
  sql,
} from "drizzle-orm";
import { anchorCommit, type LogAnchor } from "~/features/recordlog/domain/anchor";
import type { RecordBody } from "~/features/recordlog/domain/entry";
import { appendOwn, beginRecord, type RecordDeps } from "~/features/recordlog/services/appendRecord.server";
import { findEntry } from "~/features/recordlog/services/read.server";
import { grownBy } from "~/features/rounds/services/log/readToClose.server";
import { leastTold } from "~/kernel/figures/roundedToFive";
import type { ProcessId } from "~/kernel/ids";
import { frontierRoot } from "~/kernel/tlog/frontier";
import { merkleRoot } from "~/kernel/tlog/merkle";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { processes } from "~db/schema/processes";
import { recordAnchors, recordEntries, recordLogs } from "~db/schema/recordlog";
import { ballotEntries, ballotLogs, rounds } from "~db/schema/rounds";

type AnchoringDeps = Pick<Deps, "db"> & RecordDeps;

const hour = 3_600_000;
/**
 * How many different voters have to act before anchors cover more: nobody's moment is told more closely than that of five. Onto a roll that anybody may
 * join, somebody may bring five accounts of their own, so that five more have to act (decision 060).
 */
const fewestVoters = ({ isOpenToAll }: Pick<OpenLog, "isOpenToAll">) => (isOpenToAll ? leastTold : 5);

/**
 * Once in each full hour, anchors every ballot log that was open when the hour began, all those of a process in one entry of its record
 * log. It does so even if nothing happened, so that anchors do not tell when people vote. Any node may do so; the second finds it done.
 */
export async function anchorOpenLogs(deps: AnchoringDeps): Promise<void> {
  const since = new Date(Math.floor(deps.now().getTime() / hour) * hour);
  const due = await deps.db
    .select({ id: processes.id })
    .from(processes)
    .where(
      and(
        exists(
          deps.db
            .select()
            .from(rounds)
            .where(
              and(eq(rounds.processId, processes.id), eq(rounds.state, "open"), lt(rounds.openedAt, since)),
            ),
        ),
        notExists(anchoredSince(deps.db, since)),
      ),
    );
  await eachAlone(due, ({ id }) => anchorProcess(deps, id, since));
}

/** Anchors of a process that were made from a moment on. */
const anchoredSince = (db: Db, since: Date) =>
  db
    .select({ index: recordEntries.index })
    .from(recordEntries)
    .innerJoin(recordLogs, eq(recordLogs.origin, recordEntries.log))
    .where(
      and(
        eq(recordLogs.processId, processes.id),
        eq(recordEntries.kind, "anchor"),
        gte(recordEntries.at, since),
      ),
    );

async function anchorProcess(deps: AnchoringDeps, processId: ProcessId, since: Date): Promise<void> {
  // What was committed is read before anything is locked, however long a log is: voting goes on meanwhile.
  const anchored: OfLog[] = [];
  for (const log of await openLogs(deps.db, processId))
    anchored.push({ ...(await nextOf(deps.db, processId, log)), isOpenToAll: log.isOpenToAll });
  await deps.db.transaction(async (tx) => {
    const [process] = await tx
      .select({ id: processes.id, slug: processes.slug })
      .from(processes)
      .where(eq(processes.id, processId))
      .for("no key update");
    const open = await openLogs(tx, processId);
    const isAsRead = open.map(({ log }) => log).join() === anchored.map(({ ballots }) => ballots).join();
    // One opened or closed meanwhile: the next run finds them all.
    if (!process || !isAsRead || open.length === 0) return;
    const [other] = await anchoredSince(tx, since).innerJoin(processes, eq(processes.id, processId)).limit(1);
    if (other) return;
    const head = await beginRecord(deps, tx, process);
    const openings = anchored.map(({ isOpenToAll: _, ...one }) => ({ ...one, salt: deps.randomHex(32) }));
    const logs = openings.map(({ salt, ...one }) => [one.ballots, anchorCommit(salt, one)] as const);
    const joined = await joinedSince(tx, processId, anchored);
    const index = joined.length + (await appendOwn(deps, tx, head, [...joined, { kind: "anchor", logs }]));
    await insertMany(
      tx,
      recordAnchors,
      openings.map((one) => ({ ...one, log: head.origin, index })),
    );
  });
}

type Joined = Extract<RecordBody, { kind: "roll" }>;

/**
 * How many joined the rolls of public rounds since that was told last, of what is anchored now. Fewer than ten are told later: a
 * number that moves as somebody joins would tell who has which seat.
 */
async function joinedSince(tx: Db, processId: ProcessId, anchored: readonly OfLog[]): Promise<Joined[]> {
  const joined: Joined[] = [];
  const before = await rollsTold(tx, processId);
  for (const { ballots, size: until, isOpenToAll } of anchored) {
    const { log, index, kind } = ballotEntries;
    const [seats] = await tx
      .select({ size: count() })
      .from(ballotEntries)
      .where(and(eq(log, ballots), lt(index, until), eq(kind, "roll")));
    const known = before.get(ballots);
    const size = seats?.size ?? 0;
    if (known === undefined || size - known < fewestVoters({ isOpenToAll })) continue;
    joined.push({ kind: "roll", ballots, added: size - known, removed: 0, size, reason: "joined" });
  }
  return joined;
}

/** How many seats each ballot log was told to have last: at its opening, or since. */
async function rollsTold(tx: Db, processId: ProcessId): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ kind: recordEntries.kind, entry: recordEntries.entry })
    .from(recordEntries)
    .innerJoin(recordLogs, eq(recordLogs.origin, recordEntries.log))
    .where(and(eq(recordLogs.processId, processId), inArray(recordEntries.kind, ["open", "roll"])))
    .orderBy(asc(recordEntries.index));
  return new Map(
    rows.map(({ kind, entry }) => {
      const { ballots, size } = JSON.parse(entry) as { readonly ballots: string; readonly size: number };
      // What a round opens with is its opening and a line for each seat.
      return [ballots, kind === "open" ? size - 1 : size];
    }),
  );
}

/** `isOpenToAll`: whoever takes part in the process may come onto its roll. */
type OpenLog = { readonly log: string; readonly size: number; readonly isOpenToAll: boolean };
type OfLog = LogAnchor & Pick<OpenLog, "isOpenToAll">;

function openLogs(db: Db, processId: ProcessId): Promise<OpenLog[]> {
  return db
    .select({
      log: ballotLogs.log,
      size: ballotLogs.size,
      isOpenToAll: sql<boolean>`${rounds.workgroupId} is null`,
    })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(and(eq(rounds.processId, processId), eq(ballotLogs.state, "open")))
    .orderBy(asc(ballotLogs.log));
}

/** What the next anchor of a log covers: all of it, if enough voters have acted since the last anchor, else the same as that one. */
async function nextOf(db: Db, processId: ProcessId, open: OpenLog): Promise<LogAnchor> {
  const { log, size } = open;
  const last = await lastOf(db, processId, log);
  const { index, kind, voter } = ballotEntries;
  const [acted] = await db
    .select({ voters: countDistinct(voter) })
    .from(ballotEntries)
    .where(
      and(
        eq(ballotEntries.log, log),
        gte(index, last.size),
        lt(index, size),
        inArray(kind, ["cast", "withdraw"]),
      ),
    );
  if ((acted?.voters ?? 0) < fewestVoters(open)) return last;
  const frontier = await grownBy(db, log, { size: 0, frontier: [] }, size);
  return { ballots: log, size, root: frontierRoot(frontier) };
}

/** The last anchor of a ballot log. Sizes only grow; the indexes of anchors begin anew where a record log was restarted. */
async function lastOf(db: Db, processId: ProcessId, log: string): Promise<LogAnchor> {
  const [last] = await db
    .select({ ballots: recordAnchors.ballots, size: recordAnchors.size, root: recordAnchors.root })
    .from(recordAnchors)
    .where(eq(recordAnchors.ballots, log))
    .orderBy(desc(recordAnchors.size))
    .limit(1);
  if (last) return last;
  const opened = await findEntry(db, processId, { kind: "open", name: log });
  if (!opened) return { ballots: log, size: 0, root: merkleRoot([]) };
  const { size, root } = JSON.parse(opened.entry) as LogAnchor;
  return { ballots: log, size, root };
}
