import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";
import { searchIn } from "~db/schema/columns";

/** Components on the list, in each language that they have a name in. An index says which may match; what is searched of those is made as it is asked for. */
export const componentsSearch: SearchSource = {
  paths: { component: ({ ref }) => `/components#${ref}` },
  statement: (process, { where, whereEach, rank, first, isIn, during, saidBy }) => sql`
    select 'component' as kind, said.key as ref, '' as sub, said.title as name, said.language, said.at, said.title, said.body,
      ${rank(sql`said.language`, sql`said.search`)} as rank
    from (
      select one.*, ${searchIn("one.language", "one.title", "one.body")} as search
      from (
        select c.key, named.language, named.title, coalesce(c.description -> 'text' ->> named.language, '') as body,
          coalesce((select max(a.at) from component_changes a where a.process_id = c.process_id and a.version = c.since_version),
            p.created_at) as at
        from (select * from components where ${whereEach("title", "description")} offset 0) c join processes p on p.id = c.process_id
          cross join lateral jsonb_each_text(c.title -> 'text') as named(language, title)
        where c.process_id = ${process.id} and c.retired_version is null
      ) one
      where ${isIn(sql`one.language`)} and ${during(sql`one.at`)} and ${saidBy(null)}
      offset 0
    ) said
    where ${where(sql`said.language`, sql`said.search`)}
    ${first(sql`said.at desc, said.key`)}`,
};
