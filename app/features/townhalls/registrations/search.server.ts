import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";

/** Transcripts. */
export const townhallsSearch: SearchSource = {
  paths: { transcript: ({ ref, sub }) => `/townhalls/${ref}/transcript?from=${sub}#t-${sub}` },
  statement: (process, { where, rank, first, during, saidBy }) => sql`
    select 'transcript' as kind, m.number::text as ref, p.number::text as sub,
      m.number::text || coalesce(' · ' || nullif(p.speaker, ''), '') as name, p.language, m.starts_at as at,
      '' as title, p.text as body, ${rank(sql`p.language`, sql`p.search`)} as rank
    from transcript_passages p join townhalls m on m.id = p.townhall_id and m.transcript_version = p.version
    where m.process_id = ${process.id} and ${where(sql`p.language`, sql`p.search`)}
      and ${during(sql`m.starts_at`)} and ${saidBy(sql`p.speaker`)}
    ${first(sql`m.starts_at desc, m.number, p.number`)}`,
};
