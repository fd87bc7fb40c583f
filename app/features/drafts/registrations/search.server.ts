import { sql } from "drizzle-orm";
import { isLanguage } from "~/kernel/language/languages";
import type { SearchSource } from "~/platform/searchSource";

/** Clauses of the newest versions and their translations. */
export const draftsSearch: SearchSource = {
  paths: {
    // A translation that no menu leads to is asked for by its language.
    clause: ({ ref, sub, language }) =>
      `/drafts/${ref}/clauses/${sub}${isLanguage(language) ? "" : `?in=${language}`}`,
  },
  statement: (process, { where, rank, during, saidBy }) => sql`
    select * from (
      select distinct on (clause_id, language) 'clause' as kind, label as ref, clause_id::text as sub,
        coalesce(nullif(heading, ''), left(body, 60)) || ' · ' || label as name, language, at, heading as title,
        body, rank
      from (
        select d.number, d.label, k.clause_id, k.heading, k.body, k.language,
          coalesce(d.published_at, d.created_at) as at, ${rank(sql`k.language`, sql`k.search`)} as rank
        from draft_clauses k join drafts d on d.id = k.draft_id
        where d.process_id = ${process.id} and d.state <> 'working' and k.removed_at is null
          and ${where(sql`k.language`, sql`k.search`)}
        union all
        select d.number, d.label, t.unit_id, coalesce(t.texts->>'heading', ''), coalesce(t.texts->>'body', ''),
          t.language, coalesce(d.published_at, d.created_at), ${rank(sql`t.language`, sql`t.search`)}
        from translations t join drafts d on d.id = t.scope_id
          join draft_clauses k on k.draft_id = d.id and k.clause_id = t.unit_id and k.removed_at is null
        where d.process_id = ${process.id} and d.state <> 'working' and t.state = 'reviewed'
          and t.language = any((select languages from processes where id = ${process.id})::text[])
          and ${where(sql`t.language`, sql`t.search`)}
      ) versions
      order by clause_id, language, number desc
    ) newest where ${during(sql`at`)} and ${saidBy(null)}`,
};
