import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";

/** Minutes. */
export const meetingsSearch: SearchSource = {
  paths: { minutes: ({ ref }) => `/townhalls/${ref}` },
  statement: (process, { where, rank, during, saidBy }) => sql`
    select 'minutes' as kind, m.number::text as ref, '' as sub, m.number::text as name, m.minutes_language as language,
      m.starts_at as at, '' as title, m.minutes as body, ${rank(sql`m.minutes_language`, sql`m.search`)} as rank
    from townhalls m
    where m.process_id = ${process.id} and m.minutes <> '' and ${where(sql`m.minutes_language`, sql`m.search`)}
      and ${during(sql`m.starts_at`)} and ${saidBy(null)}`,
};
