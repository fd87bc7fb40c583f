import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { RowChange } from "~/features/recordlog/domain/entry";
import { commit } from "~/features/recordlog/domain/entry";
import { type CommittedRow, keyText, ownUnder, type RowState } from "~/features/recordlog/domain/rows";
import type { Deps } from "~/platform/deps";
import { type CommittedTable, committedLines, type RawKeys } from "~/platform/publicRows/committed.server";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { recordRows } from "~db/schema/recordlog";

/** Some rows of a process as they were committed to and as they are now: those of the keys, whether or not they are public. */
export async function rowStates(
  db: Db,
  log: string,
  tables: readonly CommittedTable[],
  extent: ExportScope,
  keys: RawKeys,
): Promise<RowState[]> {
  const asked = tables.filter(({ stored }) => (keys.get(stored)?.size ?? 0) > 0);
  if (asked.length === 0) return [];
  const states = new Map<string, RowState>();
  const idOf = (table: string, key: string) => `${table}\n${key}`;
  for (const { table, ...row } of await committedRows(db, log, asked, keys))
    states.set(idOf(table, row.key), { table, now: null, committed: row });
  for (const { table, key, ...line } of await committedLines(db, asked, extent, keys)) {
    const text = keyText(key);
    const id = idOf(table, text);
    const committed = states.get(id)?.committed ?? null;
    states.set(id, { table, now: { ...line, key: text }, committed });
  }
  return [...states.values()];
}

const mostKeys = 2_000;

async function committedRows(db: Db, log: string, tables: readonly CommittedTable[], keys: RawKeys) {
  const rows: (CommittedRow & { table: string })[] = [];
  for (const { name, stored } of tables) {
    const all = [...(keys.get(stored) ?? [])];
    for (let at = 0; at < all.length; at += mostKeys) {
      const some = inArray(recordRows.raw, all.slice(at, at + mostKeys));
      const found = await db
        .select()
        .from(recordRows)
        .where(and(eq(recordRows.log, log), eq(recordRows.tableName, name), some));
      rows.push(...found.map(({ tableName, ...row }) => ({ ...row, table: tableName })));
    }
  }
  return rows;
}

/** What an entry has of a row that changed, and what is kept of it. */
export type Recommitted = {
  readonly change: RowChange;
  readonly row: Omit<CommittedRow, "state"> | null;
  /** It said something else before. */
  readonly isAgain: boolean;
};

/** Commits to a row as it is now; null where it is gone. */
export function recommitted(deps: Pick<Deps, "randomHex">, { table, now, committed }: RowState): Recommitted {
  if (!now) return { change: [table, committed?.key ?? "", null], row: null, isAgain: true };
  const salt = deps.randomHex(32);
  const { key, raw, own, line } = now;
  const row = { key, raw, salt, commit: commit(salt, line), own: ownUnder(salt, own) };
  return { change: [table, key, row.commit], row, isAgain: committed !== null };
}

/** Keeps what the entry of an index committed to. */
export async function keepCommitted(
  tx: Db,
  log: string,
  index: number,
  rows: readonly Recommitted[],
): Promise<void> {
  const former = rows.flatMap(({ change: [table, key], isAgain }) => (isAgain ? [{ table, key }] : []));
  await forgetCommitted(tx, log, former);
  const kept = rows.flatMap(({ change, row }) =>
    row ? [{ ...row, log, tableName: change[0], state: "public" as const, index }] : [],
  );
  const { salt, commit: made, own, raw } = recordRows;
  await insertMany(tx, recordRows, kept, (insert) =>
    insert.onConflictDoUpdate({
      target: [recordRows.log, recordRows.tableName, recordRows.key],
      set: {
        salt: excluded(salt.name),
        commit: excluded(made.name),
        own: excluded(own.name),
        raw: excluded(raw.name),
        state: sql`'public'`,
        index: excluded(recordRows.index.name),
      },
    }),
  );
}

/** Notes what stands in rows themselves where it changed and what they say did not: a later change by others is told by it. */
export async function noteOwn(tx: Db, log: string, states: readonly RowState[]): Promise<void> {
  for (const { table, now, committed } of states) {
    if (!now || !committed || committed.own === ownUnder(committed.salt, now.own)) continue;
    await tx
      .update(recordRows)
      .set({ own: ownUnder(committed.salt, now.own) })
      .where(
        and(eq(recordRows.log, log), eq(recordRows.tableName, table), eq(recordRows.key, committed.key)),
      );
  }
}

const withFormer = (log: string) =>
  sql`(select one.origin from record_logs own join record_logs one
    on one.origin = own.origin or one.former_of = own.process_id where own.origin = ${log})`;

const excluded = (column: string) => sql`excluded.${sql.identifier(column)}`;

/** Without the salt nobody can tell any more what a row said: neither by this log nor by those in whose place it stands. */
export async function forgetCommitted(
  tx: Db,
  log: string,
  rows: readonly { readonly table: string; readonly key: string }[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += mostKeys) {
    const some = rows
      .slice(at, at + mostKeys)
      .map(({ table, key }) => and(eq(recordRows.tableName, table), eq(recordRows.key, key)));
    await tx.delete(recordRows).where(and(inArray(recordRows.log, withFormer(log)), or(...some)));
  }
}
