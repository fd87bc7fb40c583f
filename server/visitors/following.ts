import type { DbHandle } from "~db/client";
import type { Basis } from "./basis";
import { type StatementReader, statementReader } from "./statements";
import { type Reading, type TableVersions, tableVersions } from "./versions";

/** How what was read of a database is followed: one for all who keep some of it. */
export type Following = {
  readonly database: Pick<DbHandle, "db" | "watched">;
  readonly versions: TableVersions;
  readonly statements: StatementReader;
};

export function following(database: Following["database"]): Following {
  const { db } = database;
  return { database, versions: tableVersions(db), statements: statementReader(db) };
}

/**
 * Whether what was made after the reading `since` is still what it would be now: no table that it was made of has
 * changed, and no moment has come that it was held against. `now` is this server's time, which may be ahead of the
 * database's.
 */
export function isCurrent(
  { versions }: Following,
  { basis, since }: { readonly basis: Basis; readonly since: number },
  { at }: Reading,
  now: Date,
): boolean {
  return (
    basis.isWhole &&
    versions.isSame(basis.tables, since) &&
    basis.until > Math.max(at.getTime(), now.getTime())
  );
}
