import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";
import { searchIn } from "~db/schema/columns";

const vector = searchIn("said.language", "said.title", "said.body");

/** Published results by their titles and introductions, in each language that they have a title in. What is searched is made as it is asked for. */
export const resultsSearch: SearchSource = {
  paths: { result: ({ ref }) => `/results/${ref}` },
  statement: (process, { where, rank, first, during, saidBy }) => sql`
    select 'result' as kind, said.number::text as ref, '' as sub, said.number::text || ' · ' || said.title as name, said.language,
      said.at, said.title, said.body, ${rank(sql`said.language`, vector)} as rank
    from (
      select c.number, c.published_at as at, named.language, named.title,
        coalesce(c.intro -> 'text' ->> named.language, '') as body
      from compilations c cross join lateral jsonb_each_text(c.title -> 'text') as named(language, title)
      where c.process_id = ${process.id} and c.published_at is not null
    ) said
    where ${where(sql`said.language`, vector)} and ${during(sql`said.at`)} and ${saidBy(null)}
    ${first(sql`said.at desc, said.number`)}`,
};
