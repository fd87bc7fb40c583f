import { type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { type Paged, pagingOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import type { TimelineEntry, TimelineKind } from "~/platform/timeline";
import { timelines } from "~/registries/timeline.server";
import { rowsOf } from "~db/client";

type World = Pick<Deps, "db" | "translator">;
type Row = {
  readonly source: number;
  readonly kind: TimelineKind;
  readonly stream: TimelineEntry["stream"];
  readonly id: string;
  readonly starts: string;
  readonly ends: string | null;
  readonly facts: string;
  readonly total: number;
};

const sources = timelines.flat();

/** Everything public that has a place in time, in the order of its beginnings. */
export async function timelineOf(
  deps: World,
  process: Pick<ProcessRow, "id">,
  language: Language,
): Promise<TimelineEntry[]> {
  const rows = await rowsOf<Row>(deps.db, sql`${inOrder(process)} order by place`);
  return entriesOf(deps, rows, language);
}

/** What can be told apart in one picture. */
export const entriesPerPage = 100;

/**
 * A page of the timeline, cut by the database: by its number, or the one that goes on at a day (`onDay`), else the last. What is
 * beyond the end is the last page.
 */
export async function timelinePage(
  deps: World,
  process: Pick<ProcessRow, "id">,
  language: Language,
  asked: { readonly page: number } | { readonly onDay: string },
): Promise<Paged<TimelineEntry>> {
  const wanted =
    "page" in asked
      ? sql`${asked.page}::bigint`
      : sql`coalesce((min(place) filter (where coalesce(ends, starts) >= ${asked.onDay}::text) - 1) / ${entriesPerPage} + 1,
          count(*))`;
  const rows = await rowsOf<Row & { readonly page: number }>(
    deps.db,
    sql`with entries as (${inOrder(process)}), shown as (
      select least(greatest(${wanted}, 1), greatest((count(*) + ${entriesPerPage - 1}) / ${entriesPerPage}, 1)) as page
      from entries)
      select entries.*, shown.page::int as page from entries, shown
      where place > (shown.page - 1) * ${entriesPerPage} and place <= shown.page * ${entriesPerPage}
      order by place`,
  );
  const total = rows[0]?.total ?? 0;
  return {
    ...pagingOf(total, rows[0]?.page ?? 1, entriesPerPage),
    rows: entriesOf(deps, rows, language),
  };
}

/** The day on which a timeline begins; null for an empty one. */
export async function timelineBegins(
  { db }: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
): Promise<string | null> {
  const [row] = await rowsOf<{ starts: string | null }>(
    db,
    sql`select min(starts)::text as starts from (${inOrder(process)}) entries`,
  );
  return row?.starts ?? null;
}

/** What begins on one day: by its kind, then by its number or by what it is called. An id is random, and decides nothing that has either. */
const byBeginning = sql`starts, source, (facts->>'number')::int, ends nulls first,
  facts->'title'->'text'->>(facts->'title'->>'source') collate "C", id`;

/** What all features say, with the place of each among the others and how many there are. */
function inOrder({ id }: Pick<ProcessRow, "id">): SQL {
  const parts = sources.map(
    ({ kind, rows }, at) => sql`
      select ${sql.raw(String(at))} as source, ${kind}::text as kind, stream, id, starts, ends, facts
      from (${rows(id)}) part`,
  );
  return sql`
    select source, kind, stream, id, starts::text as starts, ends::text as ends, facts::text as facts,
      (count(*) over ())::int as total, row_number() over (order by ${byBeginning}) as place
    from (${sql.join(parts, sql` union all `)}) said`;
}

function entriesOf(deps: World, rows: readonly Row[], language: Language): TimelineEntry[] {
  const words = { language, t: deps.translator(language) };
  return rows.flatMap(({ source, kind, stream, id, starts, ends, facts }) => {
    const said = sources[source]?.said(JSON.parse(facts), words);
    return said ? [{ id, kind, stream, from: starts, to: ends, ...said }] : [];
  });
}
