import { getTableColumns } from "drizzle-orm";
import type { PgInsert, PgInsertValue, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./client";

/** PostgreSQL takes 65,535 parameters in a statement. */
const mostParameters = 65_535;
/** More rows in a statement make it no faster. */
const mostRows = 1000;

/** Inserts rows in as many statements as their number takes; none for none. `also` says what happens to those that are there. */
export async function insertMany<T extends PgTable>(
  db: Pick<Db, "insert">,
  table: T,
  rows: readonly PgInsertValue<T>[],
  also: (insert: PgInsert<T>) => PromiseLike<unknown> = (insert) => insert,
): Promise<void> {
  const columns = Object.keys(getTableColumns(table)).length;
  const size = Math.min(mostRows, Math.floor(mostParameters / columns));
  for (let at = 0; at < rows.length; at += size)
    await also(
      db
        .insert(table)
        .values(rows.slice(at, at + size))
        .$dynamic(),
    );
}

/** Rows that are there already stay as they are. */
export const unlessThere = <T extends PgTable>(insert: PgInsert<T>) => insert.onConflictDoNothing();
