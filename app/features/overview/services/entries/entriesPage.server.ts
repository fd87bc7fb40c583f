import { type SQL, sql } from "drizzle-orm";
import { type Gathered, gatheredRows } from "~/features/overview/domain/gatheredRows";
import { type ShownEntry, shownEntries } from "~/features/overview/services/recordLogPage.server";
import type { AskedEntries } from "~/features/recordlog/domain/shownEntry";
import { isId, type ProcessId } from "~/kernel/ids";
import { type Paging, pageWithTotals } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { entryName, namesRows, rowNames } from "~db/schema/entryName";
import { isPublicRow } from "./isPublic.server";
import { type Thing, thingAsked } from "./thing.server";

export type EntryAbout = Omit<ShownEntry, "entry"> & {
  /** Null: the log that is added to now; else the origin of the one in whose place that stands. */
  readonly former: string | null;
  readonly isSigned: boolean;
  /** What of its rows is about the thing. */
  readonly rows: Gathered;
};

export type EntriesAbout = Paging & {
  readonly row: Thing["row"];
  /** It asks for all rows of a table, and there are more entries about them than are listed. */
  readonly isCut: boolean;
  /** The oldest first; none of what is public and will be committed to by the next sweep. */
  readonly rows: readonly EntryAbout[];
};

type Found = {
  readonly index: number;
  readonly at: string | Date;
  readonly entry: string;
  readonly leaf: string;
  readonly former: string | null;
  readonly signed: boolean;
  readonly total: number;
};

const perPage = 50;
/** So many entries about all rows of a table are listed at most: nobody reads on so far, and everybody may ask. */
const mostEntries = 5_000;

/**
 * All entries of a process's logs that are about one thing: by their own kinds, by its row, and by rows that belong to it. What is found is
 * what stands in the log, which anyone may read, and nothing is looked up of what the thing says. Null where the log has nothing of it and
 * no such row is public.
 */
export async function entriesPage(
  deps: Deps,
  processId: ProcessId,
  asked: AskedEntries,
  page: number,
): Promise<EntriesAbout | null> {
  const { db } = deps;
  const { tables } = deps.recordLog;
  const table = tables.find(({ name }) => name === asked.of);
  if (!asked.kind && !table) return null;
  const thing = await thingAsked(db, processId, asked);
  const names = thing.row
    ? rowsNamed(
        thing.row,
        tables.map(({ name }) => name),
      )
    : [];
  const found = await pageWithTotals<Found>(
    (window) => readEntries(db, processId, { thing, names, ...window }),
    {
      asked: page,
      perPage,
    },
  );
  const { rows, ...paging } = found;
  if (rows.length === 0 && !(table && (await isPublicRow(deps, table, processId, asked.name)))) return null;
  const shown = await shownEntries(
    db,
    rows.map((row) => ({ ...row, at: new Date(row.at) })),
  );
  return {
    ...paging,
    row: thing.row,
    isCut: isOfAll(thing) && paging.total > mostEntries,
    rows: shown.map(({ entry: _, said, ...one }, at) => ({
      ...one,
      // An entry may have hundreds of rows, of other things.
      said: said && { ...said, rows: [] },
      former: rows[at]?.former ?? null,
      isSigned: rows[at]?.signed === true,
      rows: gatheredRows(said?.rows ?? [], thing.row),
    })),
  };
}

/** Whether all rows of a table are asked for. */
const isOfAll = ({ row }: Thing) => row?.key === "*";

/** What entries call the row and what belongs to it: an id is that of one thing alone, another key one of its table alone. */
function rowsNamed({ table, key }: NonNullable<Thing["row"]>, tables: readonly string[]): string[] {
  return isId(key) ? tables.map((one) => `${one}:${key}`) : [`${table}:${key}`];
}

type Wanted = {
  readonly thing: Thing;
  readonly names: readonly string[];
  readonly limit: number;
  readonly offset: number;
};

/**
 * In one statement, each of its parts by an index of its own. A bound where one thing is asked for would have the database expect enough of it at the
 * beginning of a log, and read a million entries on; it has few. All rows of a table are many, and the bound is what makes an end of them.
 */
function readEntries(
  db: Db,
  processId: ProcessId,
  { thing, names, limit, offset }: Wanted,
): Promise<Found[]> {
  const logs = sql`log = any (array(
    select origin from record_logs where process_id = ${processId} or former_of = ${processId}))`;
  const columns = sql.raw("log, index, at");
  const { named } = thing;
  const bound = isOfAll(thing) ? sql`limit ${mostEntries + 1}` : sql``;
  const parts: SQL[] = [];
  if (names.length > 0)
    parts.push(sql`select ${columns} from record_entries where ${namesRows}
      and ${rowNames} && array[${list(names)}]::text[] and ${logs} ${bound}`);
  if (named)
    parts.push(sql`select ${columns} from record_entries
      where ${logs} and kind in (${list(named.kinds)}) and ${entryName} = ${named.name}`);
  return rowsOf<Found>(
    db,
    sql`select e.index, e.at, of.entry, of.leaf, e.total, e.former,
        e.index < coalesce((select max(c.size) from record_checkpoints c where c.log = e.log), 0) as signed
      from (
        select f.*, case when l.process_id is null then f.log end as former, count(*) over ()::int as total
        from (${sql.join(
          parts.map((part) => sql`(${part})`),
          sql` union all `,
        )}) f
        join record_logs l on l.origin = f.log
        order by l.process_id is not null, f.at, f.log, f.index limit ${limit} offset ${offset}
      ) e
      join record_entries of on of.log = e.log and of.index = e.index
      order by e.former is null, e.at, e.log, e.index`,
  );
}

const list = (values: readonly string[]): SQL =>
  sql.join(
    values.map((one) => sql`${one}`),
    sql`, `,
  );
