import { and, desc, eq, isNull } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { applyPatch } from "~/features/drafts/domain/patch";
import { type DraftRow, workingDraft } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { onWorking } from "~/features/suggestions/services/inner/onWorking.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor, Deps, Shared } from "~/platform/deps";
import { compareCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { commentPlaces, dispositions } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { carriedOut } from "~db/schema/suggestions";
import { bundleOf } from "./bundle.server";
import { positionsOn } from "./inner/positions.server";

type SuggestionQuery = {
  readonly deps: Deps;
  readonly shared: Shared;
  readonly process: ProcessRow;
  readonly language: Language;
  /** Null for visitors, and for people who are suspended. */
  readonly reader: Actor | null;
  readonly isOrganizer: boolean;
};

/** What the page of a suggestion shows beside what it shows of a comment; null for a comment that is none, or is hidden. */
export async function readSuggestion(
  { deps, shared, process, language, reader, isOrganizer }: SuggestionQuery,
  row: CommentRow,
) {
  if (!row.patch || row.hiddenAt) return null;
  const { groups } = await shared(processTerms, process.id);
  const [{ byGroup, ...positions }, isOpen, bundle] = await Promise.all([
    positionsOn(deps, row.id, reader),
    isOpenSuggestion(deps.db, row),
    bundleOf(deps.db, row.id),
  ]);
  const mine = reader !== null && row.authorId === reader.id;
  const working = isOrganizer ? await workingDraft(deps, process) : null;
  return {
    ...positions,
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text, ...byGroup(key) })),
    isOpen,
    mine,
    bundle: bundle.length > 1 ? bundle : [],
    conflict: mine && isOpen ? await conflictOf(deps.db, row) : null,
    working: working?.label ?? null,
    decide: isOrganizer && isOpen && working ? await decidable(deps.db, working, row) : null,
    canUndo: working !== null && (await isCarriedOutIn(deps.db, working, row)),
  };
}

export { weightsOf } from "./inner/positions.server";

export type SuggestionPage = NonNullable<Awaited<ReturnType<typeof readSuggestion>>>;

/** Whether a suggestion is still to be decided, or was put off. */
async function isOpenSuggestion(db: Db, { dispositionId }: CommentRow): Promise<boolean> {
  if (!dispositionId) return true;
  const [row] = await db
    .select({ decision: dispositions.decision })
    .from(dispositions)
    .where(eq(dispositions.id, dispositionId));
  return row?.decision === "deferred";
}

/** The newest version with which a suggestion is in conflict, and what its clause says there. */
async function conflictOf(db: Db, row: CommentRow) {
  const [place] = await db
    .select({ place: commentPlaces, label: drafts.label, draftId: drafts.id })
    .from(commentPlaces)
    .innerJoin(drafts, eq(drafts.id, commentPlaces.draftId))
    .where(eq(commentPlaces.commentId, row.id))
    .orderBy(desc(drafts.number))
    .limit(1);
  if (!place || place.place.patch) return null;
  const clauseId = place.place.clauseId ?? row.clauseId;
  const [clause] = clauseId
    ? await db
        .select({ body: draftClauses.body })
        .from(draftClauses)
        .where(
          and(
            eq(draftClauses.draftId, place.draftId),
            eq(draftClauses.clauseId, clauseId),
            isNull(draftClauses.removedAt),
          ),
        )
    : [];
  return { label: place.label, clause: clauseId, text: clause?.body ?? null };
}

/** What an editor decides on: what it would make of the working version's clause. */
async function decidable(db: Db, working: DraftRow, row: CommentRow) {
  const { clause, patch } = (await onWorking(db, working, [row.id])).get(row.id) ?? {};
  if (!clause) return { state: "gone" as const, html: "", text: "", revision: 0, clause: null };
  const text = patch ? applyPatch(clause.body, patch) : clause.body;
  await readTexts(db, { clause: [clause.body, text] });
  return {
    state: patch ? (patch.length > 0 ? ("fits" as const) : ("done" as const)) : ("conflicts" as const),
    html: compareCached(clause.body, text, `d${row.id.slice(0, 8)}-`),
    text,
    revision: clause.revision,
    clause: clause.clauseId,
  };
}

async function isCarriedOutIn(db: Db, working: DraftRow, { id, dispositionId }: CommentRow) {
  if (!dispositionId) return false;
  const [row] = await db
    .select({ id: carriedOut.dispositionId })
    .from(carriedOut)
    .where(
      and(
        eq(carriedOut.commentId, id),
        eq(carriedOut.dispositionId, dispositionId),
        eq(carriedOut.draftId, working.id),
        isNull(carriedOut.undoneAt),
      ),
    );
  return row !== undefined;
}
