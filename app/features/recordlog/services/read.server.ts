import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, or, sql } from "drizzle-orm";
import type { NamedKind } from "~/features/recordlog/domain/kinds";
import type { CommittedRow } from "~/features/recordlog/domain/rows";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { entryName } from "~db/schema/entryName";
import {
  recordRows as committedRows,
  recordCheckpoints,
  recordEntries,
  recordLogs,
} from "~db/schema/recordlog";

/** The entries of a log in order, from an index on and before another. */
export function recordRows(db: Db, log: string, from = 0, before?: number) {
  const { index } = recordEntries;
  return db
    .select()
    .from(recordEntries)
    .where(
      and(eq(recordEntries.log, log), gte(index, from), before === undefined ? undefined : lt(index, before)),
    )
    .orderBy(asc(index));
}

/** Entries of a log by their indices, in whatever order. */
export function recordRowsAt(db: Db, log: string, indices: readonly number[]) {
  const { index, leaf, frontier } = recordEntries;
  // One array, however many they are: a statement of its own for each number of them would be planned anew each time.
  const wanted = sql`${index} = any(${`{${[...new Set(indices)].join(",")}}`}::int[])`;
  return db
    .select({ index, leaf, frontier })
    .from(recordEntries)
    .where(and(eq(recordEntries.log, log), wanted));
}

export async function recordEntryAt(db: Db, log: string, index: number) {
  const [entry] = await db
    .select()
    .from(recordEntries)
    .where(and(eq(recordEntries.log, log), eq(recordEntries.index, index)));
  return entry;
}

/** The newest entry of a log, with what the tree is then. */
export async function newestEntry(db: Db, log: string) {
  const { index, frontier } = recordEntries;
  const [entry] = await db
    .select({ index, frontier })
    .from(recordEntries)
    .where(eq(recordEntries.log, log))
    .orderBy(desc(index))
    .limit(1);
  return entry;
}

/** What was signed last of a log. */
export async function newestCheckpoint(db: Db, log: string) {
  const [checkpoint] = await db
    .select()
    .from(recordCheckpoints)
    .where(eq(recordCheckpoints.log, log))
    .orderBy(desc(recordCheckpoints.size))
    .limit(1);
  return checkpoint;
}

/** What was signed of a log at a size. */
export async function checkpointAt(db: Db, log: string, size: number) {
  const [checkpoint] = await db
    .select()
    .from(recordCheckpoints)
    .where(and(eq(recordCheckpoints.log, log), eq(recordCheckpoints.size, size)));
  return checkpoint;
}

/** Whether a log is that of a process here, and not one that came with a record or in whose place another stands. */
export async function isOwnLog(db: Db, origin: string): Promise<boolean> {
  const [log] = await db
    .select({ origin: recordLogs.origin })
    .from(recordLogs)
    .where(and(eq(recordLogs.origin, origin), isNotNull(recordLogs.processId)));
  return log !== undefined;
}

/** The newest entry of a process's log, with what the tree is then. A log has one from its beginning on. */
export async function recordHead(db: Db, processId: ProcessId) {
  const { index, frontier, at } = recordEntries;
  const { origin, name } = recordLogs;
  // For its one log: joined and sorted, all entries of a long one would be read.
  const newest = db
    .select({ index, frontier, at })
    .from(recordEntries)
    .where(eq(recordEntries.log, origin))
    .orderBy(desc(index))
    .limit(1)
    .as("newest");
  const [head] = await db
    .select({ origin, name, index: newest.index, frontier: newest.frontier, at: newest.at })
    .from(recordLogs)
    .innerJoinLateral(newest, sql`true`)
    .where(eq(recordLogs.processId, processId));
  return head;
}

/** Processes come after logs, and are asked by the name of their table. */
const isOfOpenProcess = sql`exists (
  select 1 from processes p where p.id = ${recordLogs.processId} and p.opened_at is not null)`;

/** A process whose log nobody else appends to until the transaction ends. */
export async function lockedProcess(tx: Db, id: ProcessId): Promise<{ id: ProcessId; slug: string }> {
  const locked = sql`(select slug from processes where id = ${id} for no key update) locked`;
  const [found] = await tx.select({ slug: sql<string>`locked.slug` }).from(locked);
  if (!found) throw new Error("the process is gone");
  return { id, slug: found.slug };
}

/** A log in whose place a process that is there for everyone has another, or with which its record came. */
const isFormer = sql`exists (
  select 1 from processes p where p.id = ${recordLogs.formerOf} and p.opened_at is not null)`;

/** The logs of a process, the newest first: its own, those in whose place that stands, and those with which its record came here. */
export async function logsOfProcess(db: Db, processId: ProcessId): Promise<string[]> {
  const logs = await db
    .select({ origin: recordLogs.origin })
    .from(recordLogs)
    .leftJoin(recordEntries, and(eq(recordEntries.log, recordLogs.origin), eq(recordEntries.index, 0)))
    .where(or(eq(recordLogs.processId, processId), eq(recordLogs.formerOf, processId)))
    .orderBy(sql`${recordLogs.processId} is null`, desc(recordEntries.at), asc(recordLogs.origin));
  return logs.map(({ origin }) => origin);
}

/** The log of this name in addresses, as long as its process is there for everyone. */
export async function findLog(db: Db, name: string) {
  const [log] = await db
    .select()
    .from(recordLogs)
    .where(and(eq(recordLogs.name, name), or(isOfOpenProcess, isFormer)));
  return log ?? null;
}

/** What was signed last of a process's log. */
export async function checkpointOfProcess(db: Db, processId: ProcessId) {
  const { size, root, note } = recordCheckpoints;
  const { origin } = recordLogs;
  const newest = db
    .select({ size, root, note })
    .from(recordCheckpoints)
    .where(eq(recordCheckpoints.log, origin))
    .orderBy(desc(size))
    .limit(1)
    .as("newest");
  const [checkpoint] = await db
    .select({ origin, size: newest.size, root: newest.root, note: newest.note })
    .from(recordLogs)
    .innerJoinLateral(newest, sql`true`)
    .where(eq(recordLogs.processId, processId));
  return checkpoint;
}

/** The first entry of this kind by the name of what it is about (`nameFields`); null where there is none. */
export async function findEntry(
  db: Db,
  processId: ProcessId,
  { kind, name }: { readonly kind: NamedKind; readonly name: string },
): Promise<{ readonly index: number; readonly entry: string } | null> {
  const [found] = await db
    .select({ index: recordEntries.index, entry: recordEntries.entry })
    .from(recordEntries)
    .innerJoin(recordLogs, eq(recordLogs.origin, recordEntries.log))
    .where(
      and(eq(recordLogs.processId, processId), eq(recordEntries.kind, kind), sql`${entryName} = ${name}`),
    )
    .orderBy(asc(recordEntries.index))
    .limit(1);
  return found ?? null;
}

/** The entries of these kinds in the log of a process, in order: what became of its ballot logs. */
export async function ballotsEntriesOf(
  db: Db,
  processId: ProcessId,
  kinds: readonly ("open" | "close" | "void")[],
): Promise<{ readonly kind: string; readonly ballots: string }[]> {
  const rows = await db
    .select({ kind: recordEntries.kind, entry: recordEntries.entry })
    .from(recordEntries)
    .innerJoin(recordLogs, eq(recordLogs.origin, recordEntries.log))
    .where(and(eq(recordLogs.processId, processId), inArray(recordEntries.kind, [...kinds])))
    .orderBy(asc(recordEntries.index));
  return rows.map(({ kind, entry }) => ({
    kind,
    ballots: (JSON.parse(entry) as { ballots: string }).ballots,
  }));
}

/** Rows that are read at a time: so many that others are not held up meanwhile. */
const portion = 1_000;

/** All that a log committed to of a table, portion by portion. In a transaction, which holds it still. */
export async function* allCommittedRows(tx: Db, log: string, table: string): AsyncGenerator<CommittedRow[]> {
  const { key } = committedRows;
  for (let last: string | undefined; ; ) {
    const rows: CommittedRow[] = await tx
      .select()
      .from(committedRows)
      .where(
        and(
          eq(committedRows.log, log),
          eq(committedRows.tableName, table),
          last === undefined ? undefined : gt(key, last),
        ),
      )
      .orderBy(asc(key))
      .limit(portion);
    if (rows.length > 0) yield rows;
    if (rows.length < portion) return;
    last = rows.at(-1)?.key;
  }
}
