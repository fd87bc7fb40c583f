import { asc, eq } from "drizzle-orm";
import type { ReadLog } from "~/features/opendata/services/load/readLogs.server";
import { rowId } from "~/features/opendata/services/load/readLogs.server";
import { broken, fileOf, type Stated } from "~/features/opendata/services/load/source.server";
import { publicLogs } from "~/features/opendata/services/record/publicLogs.server";
import { anchorCommit } from "~/features/recordlog/domain/anchor";
import { commit } from "~/features/recordlog/domain/entry";
import { keyText } from "~/features/recordlog/domain/rows";
import { sha256Hex } from "~/kernel/hash/sha256";
import { ownValue } from "~/kernel/keyed";
import { merkleTree } from "~/kernel/tlog/merkle";
import { allCommittedLines, type CommittedTable } from "~/platform/publicRows/committed.server";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { plans } from "~db/schema/plans";
import { ballotEntries } from "~db/schema/rounds";

/** What record logs say of what was loaded. */
export type Held = {
  /** How many rows are as each log has them, in the order of the logs. */
  readonly rows: readonly number[];
  /** Rows that were changed since a log committed to them, or exchanged: nobody can tell which. */
  readonly changed: number;
  /** Rows to which no log commits. */
  readonly others: number;
  /** Rows to which the newest log commits that are not there, and it does not say why. */
  readonly missing: number;
  /** How many ballot logs closed as a record log says, and how many of which none says so. */
  readonly ballots: number;
  readonly otherBallots: number;
  /** Anchors of those ballot logs that are not opened. */
  readonly unopened: number;
  /** Entries by which rows changed that no act explains. */
  readonly unexplained: number;
};

/** Holds plans, results, ballot logs and rows against the record logs that name them. Refuses what a log has otherwise. */
export async function holdLogs(
  tx: Db,
  logs: readonly ReadLog[],
  stated: Stated,
  tables: readonly CommittedTable[],
  extent: ExportScope,
): Promise<Held> {
  await holdPlans(tx, logs, extent);
  holdResults(logs, stated);
  const ballots = await holdBallots(tx, logs, extent);
  const rows = await holdRows(tx, logs, tables, extent);
  const entries = logs.flatMap((log) => log.entries);
  const unexplained = entries.filter((one) => one.kind === "rows" && one.act === "unexplained").length;
  return { ...rows, ...ballots, unexplained };
}

async function holdPlans(tx: Db, logs: readonly ReadLog[], { processId }: ExportScope): Promise<void> {
  const sealed = await tx
    .select({ number: plans.number, doc: plans.doc })
    .from(plans)
    .where(eq(plans.processId, processId));
  const docs = new Map(sealed.map(({ number, doc }) => [number, sha256Hex(doc)]));
  const named = new Set<number>();
  for (const { entries } of logs)
    for (const entry of entries)
      if (entry.kind === "plan") {
        named.add(entry.plan);
        if (docs.get(entry.plan) !== entry.doc)
          throw wrong(
            fileOf("plans"),
            `entry ${entry.index} of the record log has plan ${entry.plan} otherwise`,
          );
      }
  const stray = sealed.find(({ number }) => !named.has(number));
  if (stray && logs.length > 0)
    throw wrong(fileOf("plans"), `no record log says that plan ${stray.number} was sealed`);
}

function holdResults(logs: readonly ReadLog[], { files }: Stated): void {
  for (const { entries } of logs)
    for (const entry of entries) {
      if (entry.kind !== "result") continue;
      const file = `results/${entry.count}/result.json`;
      const stated = ownValue(files, file);
      if (stated && stated.sha256 !== entry.result)
        throw wrong(file, `entry ${entry.index} of the record log has it with another text`);
    }
}

async function holdBallots(tx: Db, logs: readonly ReadLog[], extent: ExportScope) {
  let [ballots, otherBallots, unopened] = [0, 0, 0];
  for (const { log } of await publicLogs(tx, extent)) {
    const { index, leaf } = ballotEntries;
    const rows = await tx
      .select({ leaf })
      .from(ballotEntries)
      .where(eq(ballotEntries.log, log))
      .orderBy(asc(index));
    const leaves = rows.map((row) => row.leaf);
    const tree = merkleTree(leaves);
    const isBeginning = (size: number, root: string) => size <= leaves.length && tree.rootAt(size) === root;
    let isClosed = false;
    for (const { entries, anchors } of logs)
      for (const entry of entries) {
        const is = (does: boolean) => {
          if (!does)
            throw wrong(
              fileOf("log-entries"),
              `${log} is not as entry ${entry.index} of the record log has it`,
            );
        };
        if (entry.kind === "open" && entry.ballots === log) is(isBeginning(entry.size, entry.root));
        if (entry.kind === "close" && entry.ballots === log) {
          is(isBeginning(entry.size, entry.root) && leaves[entry.size] === entry.leaf);
          isClosed = true;
        }
        const anchored = entry.kind === "anchor" ? entry.logs.filter(([name]) => name === log) : [];
        for (const [, made] of anchored) {
          const opening = anchors.find((one) => one.ballots === log && one.entry === entry.index);
          if (!opening) unopened++;
          else {
            const { salt, size, root } = opening;
            is(anchorCommit(salt, { ballots: log, root, size }) === made && isBeginning(size, root));
          }
        }
      }
    if (isClosed) ballots++;
    else otherBallots++;
  }
  return { ballots, otherBallots, unopened };
}

/** By row, the newest commitment; null where it is gone or withheld. */
type Commits = Map<string, string | null>;

async function holdRows(
  tx: Db,
  logs: readonly ReadLog[],
  tables: readonly CommittedTable[],
  extent: ExportScope,
) {
  const newestFirst = logs
    .map(({ entries, salts }, place) => ({ place, salts, commits: commitsIn(entries) }))
    .toReversed();
  const rows = logs.map(() => 0);
  const there = new Set<string>();
  let [changed, others] = [0, 0];
  for (const one of tables)
    for await (const lines of allCommittedLines(tx, one, extent))
      for (const { key, line } of lines) {
        const id = rowId(one.name, keyText(key));
        there.add(id);
        for (const { salts, commits } of newestFirst) {
          const [salt, made] = [salts.get(id), commits.get(id)];
          if (salt !== undefined && (!made || commit(salt, line) !== made))
            throw wrong(fileOf(one.name), `the row ${keyText(key)} is not the one of the record log`);
        }
        const says = newestFirst.find(({ commits }) => commits.get(id));
        if (!says) others++;
        else if (says.salts.has(id)) rows[says.place] = (rows[says.place] ?? 0) + 1;
        else changed++;
      }
  // A log that has only just begun commits to nothing: the one before it says what there is.
  const newest = newestFirst.find(({ commits }) => commits.size > 0);
  const missing = [...(newest?.commits ?? [])].filter(([id, made]) => made !== null && !there.has(id)).length;
  return { rows, changed, others, missing };
}

/** What is hidden or erased is not missing; what is shown again has to be there again, as it was. */
function commitsIn(entries: ReadLog["entries"]): Commits {
  const [commits, hidden]: [Commits, Commits] = [new Map(), new Map()];
  for (const entry of entries) {
    if (entry.kind === "rows")
      for (const [table, key, made] of entry.rows) commits.set(rowId(table, key), made);
    if (entry.kind === "withheld")
      for (const [table, key, code] of entry.rows) {
        const id = rowId(table, key);
        if (code === "shown") commits.set(id, hidden.get(id) ?? null);
        else {
          hidden.set(id, commits.get(id) ?? null);
          commits.set(id, null);
        }
      }
  }
  return commits;
}

const wrong = (file: string, why: string) => broken("does_not_verify", file, why);
