import { and, asc, desc, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { applyPatch } from "~/features/drafts/domain/patch";
import { type ClauseRow, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { type Paging, pageOf } from "~/kernel/paging";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";
import { compareCached, renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { carriedOut, suggestionBundles } from "~db/schema/suggestions";
import { carriedTo, type OnWorking, sourceOfComment } from "./inner/onWorking.server";
import { weightsOfComment } from "./inner/positions.server";

const perPage = 25;

/** Suggestions of a process that nobody has decided on, or that were put off: where they stand, without their words. */
function openSuggestions(db: Db, { processId }: Pick<DraftRow, "processId">) {
  return db
    .select({ id: comments.id, clauseId: comments.clauseId, lead: suggestionBundles.leadId })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(suggestionBundles, eq(suggestionBundles.commentId, comments.id))
    .where(
      and(
        eq(comments.processId, processId),
        isNotNull(comments.patch),
        isNull(comments.hiddenAt),
        or(isNull(dispositions.id), eq(dispositions.decision, "deferred")),
      ),
    )
    .orderBy(asc(drafts.number), asc(comments.number));
}

type Open = Awaited<ReturnType<typeof openSuggestions>>[number];

/** The same with their words, for as many as are shown. */
function withWords(db: Db, ids: readonly Open["id"][]) {
  return db
    .select({
      id: comments.id,
      number: comments.number,
      label: drafts.label,
      source: sourceOfComment,
      weights: weightsOfComment,
      reason: comments.body,
      language: comments.language,
    })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .where(inArray(comments.id, [...ids]));
}

/** A page of the suggestions that wait, in the order of the text that they would change; those of a bundle stand together. */
export async function suggestionQueue(
  { db }: Pick<Deps, "db">,
  working: DraftRow,
  page: number,
): Promise<Paging & { readonly suggestions: readonly Queued[] }> {
  const [open, clauses] = await Promise.all([openSuggestions(db, working), clauseRows(db, working.id)]);
  const placeOf = (id: ClauseId | null) => {
    const at = clauses.findIndex((one) => one.clauseId === id || (id !== null && one.origins.includes(id)));
    return at === -1 ? clauses.length : at;
  };
  const order = new Map(open.map(({ id }, at) => [id, at]));
  const sorted = open.toSorted(
    (a, b) =>
      placeOf(a.clauseId) - placeOf(b.clauseId) ||
      (order.get(a.lead ?? a.id) ?? 0) - (order.get(b.lead ?? b.id) ?? 0) ||
      (a.lead === null ? 0 : 1) - (b.lead === null ? 0 : 1),
  );
  const { rows, ...paging } = pageOf(sorted, page, perPage);
  return { ...paging, suggestions: await queued(db, clauses, rows) };
}

/** The first suggestions that wait at some clauses of the working version, and how many wait there in all. */
export async function waitingAt(
  { db }: Pick<Deps, "db">,
  working: DraftRow,
  clauses: readonly ClauseRow[],
  shown: readonly ClauseRow[],
) {
  const mostShown = 3;
  const open = await openSuggestions(db, working);
  const byClause = shown.map((clause) => ({
    clause: clause.clauseId,
    all: open.filter(({ clauseId }) => clauseId === clause.clauseId),
  }));
  const first = byClause.flatMap(({ all }) => all.slice(0, mostShown));
  const views = await queued(db, clauses, first);
  return byClause.flatMap(({ clause, all }) =>
    all.length === 0
      ? []
      : [
          {
            clause: clause as string,
            count: all.length,
            first: views.filter(({ id }) => all.some((one) => one.id === id)),
          },
        ],
  );
}

async function queued(db: Db, clauses: readonly ClauseRow[], open: readonly Open[]) {
  if (open.length === 0) return [];
  const carry = carriedTo(clauses);
  const ids = open.map(({ id }) => id);
  const rows = (await withWords(db, ids)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const leads = new Map(open.map(({ id, lead }) => [id, lead]));
  const views = rows.map(({ id, number, label, reason, language, weights, source }) => {
    const { clause, patch } = carry(source);
    const before = clause?.body ?? "";
    return {
      ...{ id, number: number ?? 0, label, language, lead: leads.get(id) ?? null, weights },
      reason,
      state: stateOf({ clause, patch }),
      before,
      text: patch ? applyPatch(before, patch) : before,
      revision: clause?.revision ?? 0,
      clause: clause && { id: clause.clauseId as string, name: titleOrBeginning(clause.heading, before, 60) },
    };
  });
  await readTexts(db, {
    clause: views.flatMap(({ before, text }) => [before, text]),
    message: views.map(({ reason }) => reason),
  });
  return views.map(({ before, reason, ...view }) => ({
    ...view,
    why: renderCached("message", reason, `w${view.id.slice(0, 8)}-`),
    html: before === "" ? "" : compareCached(before, view.text, `q${view.id.slice(0, 8)}-`),
  }));
}

export type Queued = Awaited<ReturnType<typeof queued>>[number];

function stateOf({ clause, patch }: OnWorking): "fits" | "done" | "conflicts" | "gone" {
  if (!clause) return "gone";
  if (!patch) return "conflicts";
  return patch.length > 0 ? "fits" : "done";
}

/** As many as a page offers to undo, the newest first; the page of each offers it too. */
const mostUndone = 30;

/** What was accepted into the working version, the newest first. */
export async function acceptedIn({ db }: Pick<Deps, "db">, working: DraftRow) {
  const rows = await db
    .select({ id: comments.id, number: comments.number, label: drafts.label })
    .from(carriedOut)
    .innerJoin(comments, eq(comments.dispositionId, carriedOut.dispositionId))
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .where(and(eq(carriedOut.draftId, working.id), isNull(carriedOut.undoneAt)))
    .orderBy(desc(carriedOut.at), desc(comments.number))
    .limit(mostUndone);
  return rows.map(({ id, number, label }) => ({ id, number: number ?? 0, label }));
}
