import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { ClauseId, DraftId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { withoutSearch } from "~db/schema/columns";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";

export type CommentRow = Omit<typeof comments.$inferSelect, "search">;

const columns = {
  comment: withoutSearch(comments),
  label: drafts.label,
  version: drafts.number,
  disposition: dispositions,
  place: commentPlaces,
  author: { displayName: users.displayName, showsName: users.showsName },
  role: processMembers.role,
  replies: sql<number>`(select count(*)::int from comments reply where reply.root_id = ${comments.id} and reply.hidden_at is null)`,
  /** The number of the newest post in the thread that it begins. */
  lastPost: sql<
    number | null
  >`(select max(reply.post) from comments reply where reply.root_id = ${comments.id})`,
  reactions: sql<readonly { readonly kind: string; readonly count: number }[]>`coalesce((
    select json_agg(json_build_object('kind', kind, 'count', people) order by kind)
    from (select kind, count(*)::int as people from comment_reactions reaction
      where reaction.comment_id = ${comments.id} group by kind) reactions), '[]')`,
  /** In which that text is written. */
  proposedIn: sql<
    string | null
  >`case when ${comments.proposal} <> '' then (select clause.language from draft_clauses clause
    where clause.draft_id = ${comments.draftId} and clause.clause_id = ${comments.clauseId}) end`,
  /** The text over which it proposes another: where it stands in the version that is read, else where it was made. */
  proposedOver: sql<
    string | null
  >`case when ${comments.proposal} <> '' then (select clause.body from draft_clauses clause
    where clause.draft_id = case when ${commentPlaces.patch} is null then ${comments.draftId} else ${commentPlaces.draftId} end
      and clause.clause_id = case when ${commentPlaces.patch} is null then ${comments.clauseId} else ${commentPlaces.clauseId} end
  ) end`,
};

/** Kinds of reactions of whoever reads. */
const reactedBy = (reader: string | null) => sql<readonly string[]>`coalesce((
    select json_agg(reaction.kind) from comment_reactions reaction
    where reaction.comment_id = ${comments.id} and reaction.user_id = ${reader}::uuid), '[]')`;

/** Comments with what a reader is shown of them; `placesIn` is the version in which they are looked for. */
export function rowsIn(db: Db, placesIn: DraftId | null, reader: string | null) {
  return db
    .select({ ...columns, reacted: reactedBy(reader) })
    .from(comments)
    .leftJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(
      commentPlaces,
      placesIn
        ? and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, placesIn))
        : sql`false`,
    )
    .leftJoin(users, eq(users.id, comments.authorId))
    .leftJoin(
      processMembers,
      and(eq(processMembers.userId, comments.authorId), eq(processMembers.processId, comments.processId)),
    )
    .$dynamic();
}

export type Row = Awaited<ReturnType<typeof rowsIn>>[number];

/** The clause at which a comment stands in the version that is read. */
export const clauseHere = sql<ClauseId | null>`case when ${commentPlaces.commentId} is null then ${comments.clauseId} else ${commentPlaces.clauseId} end`;

/** Comments that stand in a version: made on it, or moved there and still having their text. */
export function standsIn(draftId: DraftId): SQL | undefined {
  return and(
    isNull(comments.rootId),
    or(
      eq(comments.draftId, draftId),
      and(isNotNull(commentPlaces.commentId), sql`${commentPlaces.match} <> 'gone'`),
    ),
  );
}

/** Comments whose text is gone from a version; its places are joined. */
export const goneFrom = and(isNull(comments.rootId), eq(commentPlaces.match, "gone"));
