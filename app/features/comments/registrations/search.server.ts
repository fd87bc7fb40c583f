import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";
import { newestThat } from "./newestThat.server";

/** Comments, topics, questions and their replies. */
export const commentsSearch: SearchSource = {
  paths: {
    comment: ({ ref, sub }) => `/comments/${ref}${sub ? `?post=${sub}` : ""}`,
    topic: ({ ref, sub }) => `/threads/${ref}${sub ? `?post=${sub}` : ""}`,
  },
  statement: (process, matching, kind) => {
    const isComment = sql`c.kind = 'comment'`;
    return sql`
    with ${newestThat(sql`process_id = ${process.id}`, matching, kind)}
    select case when ${isComment} then 'comment' else 'topic' end as kind,
      case when ${isComment} then coalesce(root.id, c.id)::text else coalesce(root.number, c.number)::text end as ref,
      coalesce(c.post::text, '') as sub,
      case when ${isComment} then coalesce(root.number, c.number)::text || ' · ' || d.label
        else coalesce(nullif(coalesce(root.title, c.title), ''), left(coalesce(root.body, c.body), 80)) end as name,
      c.language, c.created_at as at, c.title,
      case when c.patch is null then c.body else concat_ws(E'\n\n', nullif(c.body, ''), suggested_words(c.patch)) end as body,
      ${matching.rank(sql`c.language`, sql`c.search`)} as rank
    from comments c
    left join drafts d on d.id = c.draft_id
    left join comments root on root.id = c.root_id
    where c.id = any(array(select id from chosen))`;
  },
};
