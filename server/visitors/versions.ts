import { sql } from "drizzle-orm";
import { type Db, rowsOf } from "~db/client";

/** What was known of all tables by one reading, that began after it was asked for. */
export type Reading = {
  /** Grows with every reading. */
  readonly serial: number;
  /** The database's time then. */
  readonly at: Date;
};

/** Tables to which ballots are appended: they grow with the logs' sizes, and raise no number themselves. */
const ballotTables = ["ballot_logs", "ballot_entries", "ballot_voters", "ballot_notes"];

const query = sql.raw(`select clock_timestamp() as at,
  (select string_agg(table_name || ' ' || version, ',') from page_versions)
  || ',' || (select coalesce(sum(size), 0) from ballot_logs) as versions`);

/**
 * Which tables changed since when, by the numbers that the database keeps of them. Readings follow one another: all
 * who ask while one is under way share the next.
 */
export function tableVersions(db: Db) {
  const numbers = new Map<string, number>();
  /** The serial of the reading that first showed a table as it is. */
  const changes = new Map<string, number>();
  let serial = 0;
  let newest = 0;
  let known = "";
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<Reading> | undefined;

  const take = (versions: string) => {
    serial++;
    if (versions === known) return;
    known = versions;
    for (const [name, number] of parse(versions)) {
      if (numbers.get(name) === number) continue;
      numbers.set(name, number);
      changes.set(name, serial);
      newest = serial;
    }
  };
  const begin = async (): Promise<Reading> => {
    next = undefined;
    const reading = rowsOf<{ at: string | Date; versions: string }>(db, query);
    underWay = reading;
    const [row] = await reading;
    if (!row) throw new Error("the versions of the tables could not be read");
    take(row.versions);
    return { serial, at: new Date(row.at) };
  };

  return {
    /** What is known from now on: it is read after this was called. */
    read: (): Promise<Reading> => {
      next ??= underWay.catch(() => {}).then(() => new Promise<void>(setImmediate).then(begin));
      return next;
    },
    /** Whether a table has a number, so that its changes are known. */
    isWatched: (table: string) => numbers.has(table),
    /** Whether nothing in these tables has changed since a reading, as far as was read. */
    isSame: (tables: readonly string[], since: number): boolean =>
      newest <= since || tables.every((table) => (changes.get(table) ?? 0) <= since),
  };
}

export type TableVersions = ReturnType<typeof tableVersions>;

/** The number of each table; those of ballots also count what was appended to all logs. */
function parse(versions: string): Map<string, number> {
  const parts = versions.split(",");
  const appended = Number(parts.pop());
  const all = new Map<string, number>();
  for (const part of parts) {
    const [name = "", version] = part.split(" ");
    all.set(name, (all.get(name) ?? 0) + Number(version));
  }
  for (const name of ballotTables) all.set(name, (all.get(name) ?? 0) + appended);
  return all;
}
