import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { clauseHere, type Row, rowsIn, standsIn } from "~/features/comments/services/commentRows.server";
import {
  type CommentView,
  commentViews,
  type Reader,
} from "~/features/comments/services/commentViews.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { weightsOf } from "~/features/suggestions/services/suggestionPage.server";
import { shortened } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";
import { plainTextCached } from "~/platform/texts/rendered.server";
import type { Db } from "~db/client";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

/** So many comments stand beside a clause, and beside all clauses of a page; the page of the clause has the others. */
const most = { each: 2, all: 60 } as const;
/** A comment is read on its own page; beside the text stands how it begins. */
const wordsShown = 240;
/** A change that is longer is read on its own page. */
const changeShown = 2000;

/**
 * The first comments on each clause and on the whole version: the reader's own before others, so that they see what they have just
 * written, then open ones, those of this version before those that were carried into it. Only those that fit (`fits`), if a condition is given.
 */
export async function besideText(
  deps: Pick<Deps, "db" | "now">,
  draft: DraftRow,
  reader: Reader,
  clauses: readonly string[],
  fitting?: SQL,
) {
  const rows = await rowsIn(deps.db, draft.id, null)
    .where(inArray(comments.id, chosen(deps.db, draft, clauses, { reader, fitting })))
    .orderBy(asc(drafts.number), asc(comments.number));
  const views = await commentViews(deps, rows, reader);
  const suggested = rows.flatMap(({ comment }) => (comment.patch ? [comment.id] : []));
  const weights = await weightsOf(deps.db, suggested, reader.actor);
  return views.flatMap((view, at) => {
    const row = rows[at];
    if (!row) return [];
    return [{ ...cardOf(view, row), weights: weights.get(view.id) ?? null }];
  });
}

/** The ids of those comments. */
function chosen(
  db: Db,
  draft: DraftRow,
  clauses: readonly string[],
  { reader: { actor }, fitting }: { readonly reader: Reader; readonly fitting: SQL | undefined },
) {
  // Comments of an account that is gone are nobody's own, whoever reads.
  const isOthers = actor ? sql`${comments.authorId} is distinct from ${actor.id}::uuid` : sql`true`;
  const isAnswered = sql`${comments.dispositionId} is not null`;
  const newestOwn = sql`case when ${isOthers} then 0 else -extract(epoch from ${comments.createdAt}) end`;
  const order = sql.join(
    [isOthers, newestOwn, isAnswered, sql`${drafts.number} desc`, comments.number],
    sql`, `,
  );
  const ranked = db
    .select({
      id: comments.id,
      number: comments.number,
      rank: sql<number>`row_number() over (partition by ${clauseHere} order by ${order})`.as("rank"),
    })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(
      commentPlaces,
      and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, draft.id)),
    )
    .where(
      and(
        standsIn(draft.id),
        isNull(comments.hiddenAt),
        fitting,
        or(isNull(clauseHere), clauses.length > 0 ? inArray(clauseHere, [...clauses]) : undefined),
      ),
    )
    .as("ranked");
  return db
    .select({ id: ranked.id })
    .from(ranked)
    .where(lte(ranked.rank, most.each))
    .orderBy(asc(ranked.rank), asc(ranked.number), asc(ranked.id))
    .limit(most.all);
}

/** A comment as it stands beside the text: who, how it begins, and what became of it. */
function cardOf(view: CommentView, { comment }: Row) {
  const { disposition, proposalHtml } = view;
  return {
    id: view.id,
    clause: view.clause,
    number: view.number ?? 0,
    label: view.label,
    author: view.author,
    mine: view.mine,
    speaksAs: view.speaksAs,
    stance: view.stance,
    createdAt: view.createdAt,
    language: view.language,
    words: shortened(plainTextCached("message", comment.body), wordsShown),
    quote: shortened(view.quote, wordsShown / 2),
    quoteLanguage: view.quoteLanguage,
    isSuggestion: comment.patch !== null,
    change: proposalHtml.length > changeShown ? "" : proposalHtml,
    changeLanguage: view.proposalLanguage,
    decision: disposition?.decision ?? null,
    state: view.state,
    replies: view.replies,
  };
}
