import { sql } from "drizzle-orm";
import type { SearchSource } from "~/platform/searchSource";

/**
 * Comments, topics, questions and their replies. All in one statement: the newest matches of a common
 * word are soon found among all, while those of a kind that is rare would take reading everything.
 */
export const commentsSearch: SearchSource = {
  paths: {
    comment: ({ ref, sub }) => `/comments/${ref}${sub ? `?post=${sub}` : ""}`,
    topic: ({ ref, sub }) => `/threads/${ref}${sub ? `?post=${sub}` : ""}`,
  },
  statement: (process, { where, rank, first, during, saidBy }, kind) => {
    const ofKind = kind
      ? sql`and ${kind === "comment" ? sql`kind = 'comment'` : sql`kind <> 'comment'`}`
      : sql``;
    const isComment = sql`c.kind = 'comment'`;
    return sql`
    select case when ${isComment} then 'comment' else 'topic' end as kind,
      case when ${isComment} then coalesce(root.id, c.id)::text else coalesce(root.number, c.number)::text end as ref,
      coalesce(c.post::text, '') as sub,
      case when ${isComment} then coalesce(root.number, c.number)::text || ' · ' || d.label
        else coalesce(nullif(coalesce(root.title, c.title), ''), left(coalesce(root.body, c.body), 80)) end as name,
      c.language, c.created_at as at, c.title,
      case when c.patch is null then c.body else concat_ws(E'\n\n', nullif(c.body, ''), suggested_words(c.patch)) end as body,
      ${rank(sql`c.language`, sql`c.search`)} as rank
    from (
      select id, kind, number, root_id, post, draft_id, title, body, patch, language, created_at, search from comments
      where process_id = ${process.id} and hidden_at is null ${ofKind}
        and ${where(sql`language`, sql`search`)} and ${during(sql`created_at`)}
        and ${saidBy(
          (isNamed) =>
            sql`author_id = any(array(select u.id from users u where u.shows_name and ${isNamed(sql`u.display_name`)}))`,
        )}
      ${first(sql`created_at desc, id`)}
    ) c
    left join drafts d on d.id = c.draft_id
    left join comments root on root.id = c.root_id
    where root.id is null or root.hidden_at is null`;
  },
};
