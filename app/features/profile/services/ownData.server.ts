import { eq, getTableColumns, is, or, type SQL } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import { ownValue, put } from "~/kernel/keyed";
import type { Actor, Deps } from "~/platform/deps";
import { furtherRows, ownWords } from "~/registries/ownData.server";
import * as schema from "~db/schema";

/** Columns by which a row is somebody's own; other columns that name a person only say who acted. */
const ownedBy = new Set(["user_id", "author_id"]);
/** Let in whoever has them, or only prepare the search. */
const withheld = new Set(["tokenHash", "codeHash", "token", "search"]);

type Row = Record<string, unknown>;

/**
 * Everything that is stored about a person, by table: rows of their own in full (without tokens, which
 * would let in whoever finds the file, and accounts of others), and of what they did with rows of others which ones and when.
 * It is read off the schema, so that a new table is in it as soon as it names people.
 */
export async function ownData(deps: Pick<Deps, "db" | "now">, actor: Actor) {
  const own: Record<string, Row[]> = {};
  const did: Record<string, Row[]> = {};
  for (const table of Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[]) {
    const { name } = getTableConfig(table);
    const people = columnsNaming(table);
    const mine = people.filter((column) => ownedBy.has(column.name));
    const acted = people.filter((column) => !ownedBy.has(column.name));
    const further = ownValue(furtherRows, name);
    const rows = further
      ? await further(deps.db, actor)
      : mine.length > 0
        ? await deps.db.select().from(table).where(anyIs(mine, actor.id))
        : [];
    if (rows.length > 0)
      put(
        own,
        name,
        rows.map((row) => shown(table, actor.id, row)),
      );
    if (acted.length > 0) {
      const touched = await deps.db.select().from(table).where(anyIs(acted, actor.id));
      if (touched.length > 0)
        put(
          did,
          name,
          touched.map((row) => whatWasDone(table, acted, actor.id, row)),
        );
    }
  }
  return { format: "codraft-own-data/1", of: actor.email, madeAt: deps.now().toISOString(), own, did };
}

/** Columns that name a person: they refer to an account. */
function columnsNaming(table: PgTable): PgColumn[] {
  return getTableConfig(table).foreignKeys.flatMap((key) => {
    const { columns, foreignTable } = key.reference();
    return (foreignTable as unknown) === schema.users ? columns : [];
  });
}

/** A row in full, but for tokens and for who else had to do with it: the accounts of others are theirs. */
function shown(table: PgTable, id: string, row: Row): Row {
  const isOfAnother = namesAnother(table, id, row);
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      withheld.has(name) ? [] : [[name, isOfAnother(name) ? null : value] as const],
    ),
  );
}

/** Which row it was and when, and the words that are theirs; what else it says may be about somebody else. */
function whatWasDone(table: PgTable, acted: readonly PgColumn[], id: string, row: Row): Row {
  const config = getTableConfig(table);
  const keys = new Set([
    ...config.columns.filter((column) => column.primary).map((column) => column.name),
    ...config.primaryKeys.flatMap(({ columns }) => columns.map((column) => column.name)),
  ]);
  const isOfAnother = namesAnother(table, id, row);
  const columns = Object.entries(getTableColumns(table));
  const words = new Set(
    columns
      .filter(([name, column]) => acted.includes(column) && ownValue(row, name) === id)
      .flatMap(([, column]) => ownValue(ownWords, `${config.name}.${column.name}`) ?? []),
  );
  const entries = columns.flatMap(([name, column]) => {
    const isMoment = column.columnType === "PgTimestamp" || name === "action";
    const isAct = acted.includes(column) && ownValue(row, name) === id;
    if (isOfAnother(name)) return [];
    return keys.has(column.name) || isMoment || isAct || words.has(name)
      ? [[name, ownValue(row, name)] as const]
      : [];
  });
  return Object.fromEntries(entries);
}

/** Which columns of a row name somebody else. */
function namesAnother(table: PgTable, id: string, row: Row): (name: string) => boolean {
  const columns = getTableColumns(table);
  const people = new Set(columnsNaming(table));
  return (name) => {
    const column = ownValue(columns, name);
    return column !== undefined && people.has(column) && ownValue(row, name) !== id;
  };
}

function anyIs(columns: readonly PgColumn[], id: string): SQL | undefined {
  return or(...columns.map((column) => eq(column, id)));
}
