import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";
import { searchIn } from "~db/schema/columns";

/** Published results by their titles and introductions, in each language that they have a title in. An index says which may match; what is searched of those is made as it is asked for. */
export const resultsSearch: SearchSource = {
  paths: { result: ({ ref }) => `/results/${ref}` },
  statement: (process, { where, whereEach, rank, first, isIn, during, saidBy }) => sql`
    select 'result' as kind, said.number::text as ref, '' as sub, said.number::text || ' · ' || said.title as name, said.language,
      said.at, said.title, said.body, ${rank(sql`said.language`, sql`said.search`)} as rank
    from (
      select one.*, ${searchIn("one.language", "one.title", "one.body")} as search
      from (
        select c.number, c.published_at as at, named.language, named.title,
          coalesce(c.intro -> 'text' ->> named.language, '') as body
        from (select * from compilations where ${whereEach("title", "intro")} offset 0) c cross join lateral jsonb_each_text(c.title -> 'text') as named(language, title)
        where c.process_id = ${process.id} and c.published_at is not null
      ) one
      where ${isIn(sql`one.language`)} and ${during(sql`one.at`)} and ${saidBy(null)}
      offset 0
    ) said
    where ${where(sql`said.language`, sql`said.search`)}
    ${first(sql`said.at desc, said.number`)}`,
};
