import { inArray, type SQL, sql } from "drizzle-orm";
import type { SystemRow } from "~/features/reviews/services/findSystem.server";
import type { SystemId } from "~/kernel/ids";
import { type Db, rowsOf } from "~db/client";
import { reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

type System = Pick<SystemRow, "id">;

const confirmed = sql`select id from ${reviews} where system_id = ${systems.id} and state = 'confirmed'`;

/** Rows told apart by what is in them, in whatever order they come: how many, and two sums of their hashes. */
const hashed = (from: SQL) =>
  sql`(select concat_ws(' ', count(*), sum(hashtextextended(one::text, 0)::numeric),
    sum(hashtextextended(one::text, 1)::numeric)) from (${from}) one)`;

type Digested = {
  readonly id: SystemId;
  readonly own: string;
  readonly cells: string;
  readonly settled: string;
};

const digested = sql`
  ${hashed(sql`select id, affiliated from ${reviews} where system_id = ${systems.id} and state = 'confirmed'`)} as own,
  ${hashed(sql`select review_id, draft_id, component, criterion, value, saved_at from ${reviewCells}
    where review_id in (${confirmed})`)} as cells,
  ${hashed(sql`select draft_id, component, criterion, value, settled_at from ${settledCells}
    where system_id = ${systems.id}`)} as settled`;

/** A name for all that is said of a system: another one as soon as any of it is another. */
const digestOf = ({ own, cells, settled }: Digested) => [own, cells, settled].join("/");

export type ReviewDigest = { readonly digest: string /** How many there are. */; readonly cells: number };

/** The digests of some systems, in one statement. None of their cells comes here. */
export async function reviewDigests(
  db: Db,
  ids: readonly SystemId[],
): Promise<ReadonlyMap<SystemId, ReviewDigest>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<Digested>(
    db,
    sql`select ${systems.id}, ${digested} from ${systems} where ${inArray(systems.id, [...ids])}`,
  );
  return new Map(
    rows.map((row) => [row.id, { digest: digestOf(row), cells: Number(row.cells.split(" ")[0]) }]),
  );
}

const milliseconds = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)`);

/** A list as JSON that the database writes. */
const listed = (row: SQL, from: SQL, order: string) =>
  sql`(select coalesce(json_agg(json_build_array(${row}) order by ${sql.raw(order)}), '[]') ${from})`;

/** What is said of a system, and the digest of the very same rows. */
export type ReviewText = { readonly digest: string; readonly rows: string };

/**
 * What is said of each of some systems, in one statement: as one text for each that somebody else reads (`ReviewRows`). The texts are
 * long, and reading them is not for the thread that answers requests.
 */
export async function reviewRowsOf(db: Db, some: readonly System[]): Promise<ReviewText[]> {
  const people = listed(
    sql`id, affiliated`,
    sql`from ${reviews} where system_id = ${systems.id} and state = 'confirmed'`,
    "number",
  );
  const cells = listed(
    sql`review_id, draft_id, component, criterion, value, ${milliseconds("saved_at")}`,
    sql`from ${reviewCells} where review_id in (${confirmed})`,
    "component, criterion, review_id",
  );
  const settled = listed(
    sql`draft_id, component, criterion, value, ${milliseconds("settled_at")}`,
    sql`from ${settledCells} where system_id = ${systems.id}`,
    "component, criterion",
  );
  const ids = some.map(({ id }) => id);
  const rows = await rowsOf<Digested & { rows: string }>(
    db,
    sql`select ${systems.id}, ${digested},
      json_build_object('reviews', ${people}, 'cells', ${cells}, 'settled', ${settled})::text as rows
      from ${systems} where ${inArray(systems.id, ids)}`,
  );
  const found = new Map(rows.map((row) => [row.id, { digest: digestOf(row), rows: row.rows }]));
  return ids.map((id) => {
    const one = found.get(id);
    if (!one) throw new Error("a system is gone while it is held against a version");
    return one;
  });
}
