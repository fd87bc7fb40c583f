import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import {
  type CommentState,
  type CommentType,
  postsPerPage,
  type Stance,
  stateOf,
} from "~/features/comments/domain/comment";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { compareKept, renderCached } from "~/features/drafts/services/rendered.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, CommentId, DraftId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { withoutSearch } from "~db/schema/columns";
import {
  commentPlaces,
  commentReactions,
  comments,
  commentVersions,
  dispositions,
} from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";

/** Who asks: some of it is for authors and editors alone. */
export type Reader = { readonly actor: Actor | null; readonly isOrganizer: boolean };

export type CommentFilter = {
  readonly state?: CommentState | undefined;
  readonly type?: CommentType | undefined;
  readonly stance?: Stance | undefined;
  readonly clause?: ClauseId | undefined;
  /** Those whose text is gone from the version, instead of those that stand in it. */
  readonly gone?: boolean | undefined;
};

export type CommentRow = Omit<typeof comments.$inferSelect, "search">;

const columns = {
  comment: withoutSearch(comments),
  label: drafts.label,
  version: drafts.number,
  disposition: dispositions,
  place: commentPlaces,
  author: { displayName: users.displayName, showsName: users.showsName },
  role: processMembers.role,
};

function rowsIn(db: Db, placesIn: DraftId | null) {
  return db
    .select(columns)
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

type Row = Awaited<ReturnType<typeof rowsIn>>[number];

/** The clause at which a comment stands in the version that is read. */
const clauseHere = sql<ClauseId | null>`case when ${commentPlaces.commentId} is null then ${comments.clauseId} else ${commentPlaces.clauseId} end`;

/** Comments that stand in a version: made on it, or moved there and still having their text. */
function standsIn(draftId: DraftId): SQL | undefined {
  return and(
    isNull(comments.rootId),
    or(
      eq(comments.draftId, draftId),
      and(isNotNull(commentPlaces.commentId), sql`${commentPlaces.match} <> 'gone'`),
    ),
  );
}

/** Comments whose text is gone from a version; its places are joined. */
const goneFrom = and(isNull(comments.rootId), eq(commentPlaces.match, "gone"));

function inState(state: CommentState, now: Date): SQL | undefined {
  const answered = (answer: "satisfied" | "not-satisfied") => eq(dispositions.answer, answer);
  const waits = and(isNotNull(dispositions.id), isNull(dispositions.answer));
  switch (state) {
    case "open":
      return isNull(dispositions.id);
    case "awaiting":
      return and(waits, sql`${dispositions.answerBy} > ${now.toISOString()}::timestamptz`);
    case "timed-out":
      return and(waits, sql`${dispositions.answerBy} <= ${now.toISOString()}::timestamptz`);
    case "satisfied":
    case "not-satisfied":
      return answered(state);
    default:
      return state satisfies never;
  }
}

/** Where to go on in a list of comments: the version and number of the last one shown. */
export type CommentCursor = { readonly version: number; readonly number: number };

export function readCursor(text: string | null): CommentCursor | null {
  const found = /^(\d{1,9})\.(\d{1,9})$/.exec(text ?? "");
  return found ? { version: Number(found[1]), number: Number(found[2]) } : null;
}

/** A page of the comments that stand in a version, in the order in which they were made. */
export async function commentsIn(
  deps: Pick<Deps, "db" | "now">,
  draft: DraftRow,
  reader: Reader,
  filter: CommentFilter,
  after: CommentCursor | null,
  size: number,
) {
  const rows = await rowsIn(deps.db, draft.id)
    .where(
      and(
        filter.gone ? goneFrom : standsIn(draft.id),
        filter.state && inState(filter.state, deps.now()),
        filter.type && eq(comments.type, filter.type),
        filter.stance && eq(comments.stance, filter.stance),
        filter.clause && eq(clauseHere, filter.clause),
        after ? sql`(${drafts.number}, ${comments.number}) > (${after.version}, ${after.number})` : undefined,
      ),
    )
    .orderBy(asc(drafts.number), asc(comments.number))
    .limit(size + 1);
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    comments: await commentViews(deps, shown, reader),
    next: last && rows.length > size ? `${last.version}.${last.comment.number}` : null,
  };
}

/** How many comments stand at each clause of a version, and in each state; on the whole draft under "". */
export async function commentCounts(deps: Pick<Deps, "db" | "now">, draft: DraftRow) {
  const now = deps.now().toISOString();
  const state = sql<CommentState>`case
    when ${dispositions.id} is null then 'open'
    when ${dispositions.answer} is not null then ${dispositions.answer}
    when ${dispositions.answerBy} <= ${now}::timestamptz then 'timed-out'
    else 'awaiting' end`;
  const rows = await deps.db
    .select({ clause: clauseHere, state, stance: comments.stance, type: comments.type, count: count() })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(
      commentPlaces,
      and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, draft.id)),
    )
    .where(and(standsIn(draft.id), isNull(comments.hiddenAt)))
    .groupBy(sql`1`, sql`2`, comments.stance, comments.type);
  const byClause: Record<string, number> = {};
  const byState: Record<string, number> = {};
  const byStance: Record<string, number> = {};
  const byType: Record<string, number> = {};
  let total = 0;
  let openObjections = 0;
  for (const row of rows) {
    const add = (counts: Record<string, number>, key: string) => {
      counts[key] = (counts[key] ?? 0) + row.count;
    };
    add(byClause, row.clause ?? "");
    add(byState, row.state);
    add(byStance, row.stance);
    add(byType, row.type);
    total += row.count;
    if (row.state === "open" && row.stance === "oppose") openObjections += row.count;
  }
  return { total, openObjections, byClause, byState, byStance, byType };
}

/** Comments that stood in earlier versions and whose text is gone from this one. */
export async function lostComments(deps: Pick<Deps, "db" | "now">, draft: DraftRow, reader: Reader) {
  const rows = await rowsIn(deps.db, draft.id)
    .where(and(isNull(comments.rootId), eq(commentPlaces.match, "gone")))
    .orderBy(asc(drafts.number), asc(comments.number))
    .limit(200);
  return commentViews(deps, rows, reader);
}

/** How many they are. */
export async function countLost(deps: Pick<Deps, "db">, draft: DraftRow): Promise<number> {
  const [row] = await deps.db
    .select({ count: count() })
    .from(commentPlaces)
    .where(and(eq(commentPlaces.draftId, draft.id), eq(commentPlaces.match, "gone")));
  return row?.count ?? 0;
}

/** Names a root by its id, or a topic or question by its number. */
export type RootName = { readonly id: string } | { readonly topic: number };

/**
 * One comment, topic or question with a page of its replies: the one on which a post stands (the first,
 * unless told otherwise). null where there is none of this process.
 */
export async function findThread(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  name: RootName,
  reader: Reader,
  at: { readonly post?: number } = {},
) {
  const [root] = await rowsIn(deps.db, null).where(
    and(
      eq(comments.processId, process.id),
      isNull(comments.rootId),
      "id" in name
        ? eq(comments.id, name.id as CommentId)
        : and(eq(comments.number, name.topic), ne(comments.kind, "comment")),
    ),
  );
  if (!root) return null;
  // Posts that went to another topic leave their numbers; the last page is that of the last one left.
  const [last] = await deps.db
    .select({ post: comments.post })
    .from(comments)
    .where(eq(comments.rootId, root.comment.id))
    .orderBy(desc(comments.post))
    .limit(1);
  const pages = Math.max(1, Math.ceil((last?.post ?? 0) / postsPerPage));
  const page = Math.min(pages, Math.max(1, Math.ceil((at.post || 1) / postsPerPage)));
  const first = (page - 1) * postsPerPage + 1;
  const replies = await rowsIn(deps.db, null)
    .where(
      and(
        eq(comments.rootId, root.comment.id),
        gte(comments.post, first),
        lt(comments.post, first + postsPerPage),
      ),
    )
    .orderBy(asc(comments.post));
  const places = await deps.db
    .select({ place: commentPlaces, label: drafts.label })
    .from(commentPlaces)
    .innerJoin(drafts, eq(drafts.id, commentPlaces.draftId))
    .where(eq(commentPlaces.commentId, root.comment.id))
    .orderBy(asc(drafts.number));
  const [view, ...replyViews] = await commentViews(deps, [root, ...replies], reader);
  return {
    row: root.comment,
    view: view as CommentView,
    replies: replyViews,
    page,
    pages,
    places: places.map(({ place: { anchor, ...place }, label }) => ({
      ...place,
      label,
      quote: root.comment.hiddenAt ? "" : (anchor?.exact ?? ""),
    })),
  };
}

type Author = { readonly name: string | null; readonly role: "organizer" | "participant" | "erased" };

function authorOf({ comment, author, role }: Row): Author {
  if (!comment.authorId) return { name: null, role: "erased" };
  return {
    name: (author?.showsName && author.displayName) || null,
    role: role === "organizer" ? "organizer" : "participant",
  };
}

/** Comments as a reader may see them: nothing of a hidden one but that it is hidden, and why. */
export async function commentViews(deps: Pick<Deps, "db" | "now">, rows: readonly Row[], reader: Reader) {
  const ids = rows.map(({ comment }) => comment.id);
  const [reacted, answers, originals] = await Promise.all([
    reactionsOf(deps.db, ids),
    replyCounts(deps.db, ids),
    proposedOver(deps.db, rows),
  ]);
  return rows.map((row) => {
    const { comment, disposition, place } = row;
    const isHidden = comment.hiddenAt !== null;
    const mine = reader.actor !== null && comment.authorId === reader.actor.id;
    const source = originals.get(`${comment.draftId} ${comment.clauseId}`) ?? "";
    const prefix = `c${comment.id.slice(0, 8)}-`;
    return {
      id: comment.id,
      kind: comment.kind,
      number: comment.number,
      post: comment.post,
      title: isHidden ? "" : comment.title,
      category: comment.category,
      isPinned: comment.pinnedAt !== null,
      isClosed: comment.closedAt !== null,
      isAnswered: comment.answeredAt !== null,
      saidAt: isHidden ? null : comment.saidAt,
      label: row.label ?? "",
      clause: place ? place.clauseId : comment.clauseId,
      madeAt: comment.clauseId,
      type: comment.type,
      stance: comment.stance,
      speaksAs: comment.speaksAs,
      language: comment.language,
      author: authorOf(row),
      mine,
      createdAt: comment.createdAt,
      editedAt: comment.editedAt,
      version: comment.version,
      hidden: isHidden ? comment.hiddenReason : null,
      html: isHidden ? "" : renderCached(comment.body, prefix),
      body: mine && !isHidden ? comment.body : "",
      quote: isHidden ? "" : (comment.anchor?.exact ?? ""),
      quoteLanguage: (isHidden ? null : comment.anchor?.language) ?? comment.language,
      proposal: mine && !isHidden ? comment.proposal : "",
      proposalHtml:
        isHidden || comment.proposal === "" ? "" : compareKept(source, comment.proposal, `${prefix}p-`),
      anchor: isHidden ? null : ((place ? place.anchor : comment.anchor) ?? null),
      place: place
        ? { match: place.match, confidence: place.confidence, confirmed: place.confirmedAt !== null }
        : null,
      state: stateOf(disposition, deps.now()),
      disposition: disposition && {
        decision: disposition.decision,
        reason: disposition.reason,
        at: disposition.at,
        answerBy: disposition.answerBy,
        draftId: disposition.draftId,
        clauseId: disposition.clauseId,
      },
      reactions: reacted.get(comment.id) ?? [],
      replies: answers.get(comment.id) ?? 0,
    };
  });
}

export type CommentView = Awaited<ReturnType<typeof commentViews>>[number];

/** The passages that comments are about, to be marked in the text. */
export function passagesOf(views: readonly CommentView[]) {
  return views.flatMap(({ anchor, clause, id }) => (anchor ? [{ id, clause, anchor }] : []));
}

async function reactionsOf(db: Db, ids: readonly CommentId[]) {
  const found = new Map<CommentId, { kind: string; count: number }[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .select({ id: commentReactions.commentId, kind: commentReactions.kind, count: count() })
    .from(commentReactions)
    .where(inArray(commentReactions.commentId, [...ids]))
    .groupBy(commentReactions.commentId, commentReactions.kind);
  for (const row of rows)
    found.set(row.id, [...(found.get(row.id) ?? []), { kind: row.kind, count: row.count }]);
  return found;
}

async function replyCounts(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return new Map<CommentId, number>();
  const rows = await db
    .select({ id: comments.rootId, count: count() })
    .from(comments)
    .where(and(inArray(comments.rootId, [...ids]), isNull(comments.hiddenAt)))
    .groupBy(comments.rootId);
  return new Map(rows.map((row) => [row.id as CommentId, row.count]));
}

/** The clause texts over which wordings are proposed. */
async function proposedOver(db: Db, rows: readonly Row[]) {
  const wanted = rows.filter(({ comment }) => comment.proposal !== "" && comment.clauseId && comment.draftId);
  if (wanted.length === 0) return new Map<string, string>();
  const clauses = await db
    .select({ draftId: draftClauses.draftId, clauseId: draftClauses.clauseId, body: draftClauses.body })
    .from(draftClauses)
    .where(
      and(
        inArray(draftClauses.draftId, [...new Set(wanted.map(({ comment }) => comment.draftId as DraftId))]),
        inArray(draftClauses.clauseId, [
          ...new Set(wanted.map(({ comment }) => comment.clauseId as ClauseId)),
        ]),
      ),
    );
  return new Map(clauses.map(({ draftId, clauseId, body }) => [`${draftId} ${clauseId}`, body]));
}

/** The earlier wordings of a comment, oldest first; of a hidden one none. */
export async function earlierWordings(deps: Pick<Deps, "db">, comment: CommentRow) {
  if (comment.hiddenAt) return [];
  const rows = await deps.db
    .select()
    .from(commentVersions)
    .where(eq(commentVersions.commentId, comment.id))
    .orderBy(asc(commentVersions.version));
  return rows.map(({ version, body, at }) => ({
    version,
    at,
    html: renderCached(body, `v${version}-`),
  }));
}

/** The number, label and state of every comment of a process that can be cited, newest first. */
export function citableComments(deps: Pick<Deps, "db">, process: ProcessRow) {
  return deps.db
    .select({ number: comments.number, label: drafts.label, body: comments.body })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .where(and(eq(comments.processId, process.id), isNull(comments.rootId), isNull(comments.hiddenAt)))
    .orderBy(sql`${drafts.number} desc`, sql`${comments.number} desc`)
    .limit(300);
}
