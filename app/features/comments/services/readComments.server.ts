import { and, asc, count, desc, eq, isNotNull, isNull, min, type SQL, sql } from "drizzle-orm";
import type { CommentState } from "~/features/comments/domain/comment";
import type { CommentAsked } from "~/features/comments/domain/commentFilter";
import {
  type CommentRow,
  clauseHere,
  goneFrom,
  rowsIn,
  standsIn,
} from "~/features/comments/services/commentRows.server";
import { commentViews, type Reader } from "~/features/comments/services/commentViews.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, DraftId } from "~/kernel/ids";
import { addTo } from "~/kernel/keyed";
import { alsoAgainst, nowAgainst } from "~/platform/clock.server";
import type { Deps, Shared } from "~/platform/deps";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

export type CommentFilter = CommentAsked & {
  readonly clause?: ClauseId | undefined;
  /** Those whose text is gone from the version, instead of those that stand in it. */
  readonly gone?: boolean | undefined;
};

function inState(state: CommentState, deps: Pick<Deps, "now">): SQL | undefined {
  const answered = (answer: "satisfied" | "not-satisfied") => eq(dispositions.answer, answer);
  const waits = and(isNotNull(dispositions.id), isNull(dispositions.answer));
  switch (state) {
    case "open":
      return isNull(dispositions.id);
    case "awaiting":
      return and(waits, sql`${dispositions.answerBy} > ${deps.now().toISOString()}::timestamptz`);
    case "timed-out":
      return and(waits, sql`${dispositions.answerBy} <= ${deps.now().toISOString()}::timestamptz`);
    case "satisfied":
    case "not-satisfied":
      return answered(state);
    default:
      return state satisfies never;
  }
}

/**
 * The condition on a comment, with its disposition, that an address asks for. A hidden one is counted under nothing that it says, and so it is
 * not found under it either.
 */
export function fits(
  deps: Pick<Deps, "now">,
  { state, type, stance, kind, group, mine }: CommentAsked,
  { actor }: Pick<Reader, "actor">,
): SQL | undefined {
  const asksWhatItSays = [state, type, stance, kind, group].some(Boolean);
  return and(
    asksWhatItSays ? isNull(comments.hiddenAt) : undefined,
    state && inState(state, deps),
    type && eq(comments.type, type),
    stance && eq(comments.stance, stance),
    kind && (kind === "suggestion" ? isNotNull(comments.patch) : isNull(comments.patch)),
    group ? eq(comments.speaksAs, group) : undefined,
    mine ? (actor ? eq(comments.authorId, actor.id) : sql`false`) : undefined,
  );
}

/** Where to go on in a list of comments: the version and number of the last one shown. */
export type CommentCursor = { readonly version: number; readonly number: number };

export function readCursor(text: string | null): CommentCursor | null {
  const found = /^(\d{1,9})\.(\d{1,9})$/.exec(text ?? "");
  return found ? { version: Number(found[1]), number: Number(found[2]) } : null;
}

/** Whether a version takes comments now, as its page says. Who writes one is answered by the database's clock. */
export function isOpenForComments(deps: Pick<Deps, "now">, { state, commentsUntil }: DraftRow): boolean {
  return state === "published" && (commentsUntil === null || commentsUntil > nowAgainst(deps, commentsUntil));
}

/** The version that takes comments now, for those who began one in a version that takes none any more. */
async function openVersion(
  deps: Pick<Deps, "db" | "now">,
  { processId }: Pick<DraftRow, "processId">,
): Promise<string | null> {
  const [newest] = await deps.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.processId, processId), eq(drafts.state, "published")))
    .orderBy(desc(drafts.number))
    .limit(1);
  return newest && isOpenForComments(deps, newest) ? newest.label : null;
}

/** Whether a page takes comments, else which version does. */
export async function whereToWrite(
  _deps: Pick<Deps, "db" | "now">,
  shared: Shared,
  draft: DraftRow,
  isOpen: boolean,
) {
  const newest = isOpen ? null : await shared(openVersion, draft);
  return { isOpen, goesOnIn: newest === draft.label ? null : newest };
}

/** A page of the comments that stand in a version, in the order in which they were made. */
export async function commentsIn(
  deps: Pick<Deps, "db" | "now">,
  draft: DraftRow,
  reader: Reader,
  filter: CommentFilter,
  { after, size }: { readonly after: CommentCursor | null; readonly size: number },
) {
  const rows = await rowsIn(deps.db, draft.id, reader.actor?.id ?? null)
    .where(
      and(
        filter.gone ? goneFrom : standsIn(draft.id),
        fits(deps, filter, reader),
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

/** The passages of a version that comments are about, all that fit: readers see in the text where something was said. */
export async function passagesIn({ db }: Pick<Deps, "db">, draftId: DraftId, fitting?: SQL) {
  const rows = await db
    .select({
      id: comments.id,
      clause: clauseHere,
      anchor: sql<
        CommentRow["anchor"]
      >`case when ${commentPlaces.commentId} is null then ${comments.anchor} else ${commentPlaces.anchor} end`,
    })
    .from(comments)
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(
      commentPlaces,
      and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, draftId)),
    )
    .where(and(standsIn(draftId), isNull(comments.hiddenAt), isNotNull(comments.anchor), fitting))
    .orderBy(asc(comments.createdAt), asc(comments.number), asc(comments.id));
  return rows.flatMap(({ anchor, ...one }) => (anchor ? [{ ...one, anchor }] : []));
}

/** Comments that stood in earlier versions and whose text is gone from this one. */
export async function lostComments(deps: Pick<Deps, "db" | "now">, draft: DraftRow, reader: Reader) {
  const rows = await rowsIn(deps.db, draft.id, reader.actor?.id ?? null)
    .where(and(isNull(comments.rootId), eq(commentPlaces.match, "gone")))
    .orderBy(asc(drafts.number), asc(comments.number))
    .limit(200);
  return commentViews(deps, rows, reader);
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

/** How many comments stand at each clause of a version, and in each state; on the whole draft under "". */
export async function commentCounts(deps: Pick<Deps, "db" | "now">, draft: DraftRow) {
  const now = nowAgainst(deps);
  const state = sql<CommentState>`case
    when ${dispositions.id} is null then 'open'
    when ${dispositions.answer} is not null then ${dispositions.answer}
    when ${dispositions.answerBy} <= ${now.toISOString()}::timestamptz then 'timed-out'
    else 'awaiting' end`;
  const isSuggestion = sql<boolean>`${comments.patch} is not null`;
  const rows = await deps.db
    .select({
      ...{
        clause: clauseHere,
        state,
        isSuggestion,
        stance: comments.stance,
        type: comments.type,
        count: count(),
      },
      answerBy: min(dispositions.answerBy),
    })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(
      commentPlaces,
      and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, draft.id)),
    )
    .where(and(standsIn(draft.id), isNull(comments.hiddenAt)))
    .groupBy(sql`1`, sql`2`, sql`3`, comments.stance, comments.type);
  alsoAgainst(deps, now, ...rows.flatMap(({ state, answerBy }) => (state === "awaiting" ? [answerBy] : [])));
  const byClause: Record<string, number> = {};
  const byState: Record<string, number> = {};
  const byStance: Record<string, number> = {};
  const byType: Record<string, number> = {};
  let total = 0;
  let openObjections = 0;
  let openSuggestions = 0;
  for (const row of rows) {
    addTo(byClause, row.clause ?? "", row.count);
    addTo(byState, row.state, row.count);
    addTo(byStance, row.stance, row.count);
    addTo(byType, row.type, row.count);
    total += row.count;
    if (row.state === "open" && row.stance === "oppose") openObjections += row.count;
    if (row.state === "open" && row.isSuggestion) openSuggestions += row.count;
  }
  return { total, openObjections, openSuggestions, byClause, byState, byStance, byType };
}

/** How many they are. */
export async function countLost(deps: Pick<Deps, "db">, draft: DraftRow): Promise<number> {
  const [row] = await deps.db
    .select({ count: count() })
    .from(commentPlaces)
    .where(and(eq(commentPlaces.draftId, draft.id), eq(commentPlaces.match, "gone")));
  return row?.count ?? 0;
}
