import { sql } from "drizzle-orm";
import { comparedClock } from "~/platform/clock.server";
import { type Db, rowsOf } from "~db/client";

/** What a statement reads, by its text. */
export type Read = {
  /** Tables, views and functions of the database that it names. */
  readonly names: readonly string[];
  /** Whether it asks for what is another each time: the time, chance. */
  readonly isOfTheMoment: boolean;
  readonly writes: boolean;
};

const moment =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|age|timeofday|random|gen_random_uuid|nextval)\s*\(|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b/i;
const writing = /\b(?:insert|update|delete|merge|truncate|nextval|setval|set_config|lock)\b/i;
const mostKept = 4000;

/**
 * Reads from the text of statements what they depend on. Every name in a text counts that is one of the database's;
 * that a column has the name of a table costs a page that is made anew too often, and no more.
 */
export function statementReader(db: Db) {
  const known = new Map<string, Read>();
  let relations: Promise<ReadonlySet<string>> | undefined;
  const read = (text: string, all: ReadonlySet<string>): Read => {
    const bare = text.replace(/'(?:[^']|'')*'/g, "''");
    const words = new Set(bare.match(/[a-z_][a-z0-9_]*/gi));
    return {
      names: [...words].filter((word) => all.has(word)),
      isOfTheMoment: text !== comparedClock && moment.test(bare),
      writes: writing.test(bare),
    };
  };
  return {
    /** To be awaited before statements are read. */
    ready: (): Promise<ReadonlySet<string>> => {
      relations ??= relationsOf(db);
      relations.catch(() => {
        relations = undefined;
      });
      return relations;
    },
    read: (text: string, all: ReadonlySet<string>): Read => {
      const found = known.get(text) ?? read(text, all);
      known.delete(text);
      known.set(text, found);
      const [oldest] = known.keys();
      if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
      return found;
    },
  };
}

export type StatementReader = ReturnType<typeof statementReader>;

/**
 * Everything of the database that can hold rows, or look at some, but for what is the same whenever it is read: how a
 * text is shown, by the hash of the text.
 */
async function relationsOf(db: Db): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select relname::text as name from pg_class where relkind in ('r', 'v', 'm', 'p', 'f')
        and relnamespace = 'public'::regnamespace and relname <> 'rendered_texts'
        union select proname::text from pg_proc where pronamespace = 'public'::regnamespace and provolatile <> 'i'`,
  );
  return new Set(rows.map(({ name }) => name));
}
