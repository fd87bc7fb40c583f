import type { CommentAsked } from "~/features/comments/domain/commentFilter";
import { listed, type Reader } from "~/features/comments/services/commentViews.server";
import {
  commentCounts,
  countLost,
  fits,
  isOpenForComments,
  lostComments,
  passagesIn,
  whereToWrite,
} from "~/features/comments/services/readComments.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { type ClauseView, readClauses } from "~/features/drafts/services/readDraft.server";
import { translationProgress } from "~/features/drafts/services/translations.server";
import { changesInWords } from "~/features/evidence/services/changeCounts.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { readInOf } from "~/features/processes/domain/readIn";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { suggestedTexts } from "~/features/suggestions/services/inText.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { groupedBy } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps, Shared } from "~/platform/deps";
import { besideText } from "./besideText.server";
import { draftOutline } from "./draftOutline.server";

const lostShown = 30;
const clausesPerPage = 75;
/** As many reasons as fit below a clause; its own page has the others. */
const citedShown = 12;

/** Everything that the page of a version shows: a page of its clauses, and the first comments on each of them. */
export async function readDraftPage(
  { deps, shared, process, draft, language, url }: DraftAsked,
  reader: Reader,
  { page, withSource, withSuggestions, filter }: Wanted,
) {
  const [counts, lost, lostCount, names, { groups }] = await Promise.all([
    shared(commentCounts, draft),
    lostComments(deps, draft, reader),
    shared(countLost, draft),
    shared(resultNames, process, language),
    shared(processTerms, process.id),
  ]);
  const readIn = readInOf(url.searchParams.get("in"), process, language);
  const from = (page - 1) * clausesPerPage;
  const fitting = fits(deps, filter, reader);
  const asWritten = await readClauses(deps, process, draft, readIn.now, {
    withSource,
    passages: fitting ? await passagesIn(deps, draft.id, fitting) : await shared(passagesIn, draft.id),
    page: [from, from + clausesPerPage],
  });
  const clauses = withSuggestions ? await asSuggested({ deps, shared, draft }, asWritten) : asWritten;
  const beside = await besideText(
    deps,
    draft,
    reader,
    clauses.map(({ id }) => id),
    fitting,
  );
  const { total, evidence } = await shared(draftOutline, draft.id);
  return {
    draft: {
      label: draft.label,
      state: draft.state,
      publishedAt: draft.publishedAt,
      datedOn: draft.datedOn,
      commentsUntil: draft.commentsUntil,
      textHash: draft.textHash,
      note: localize(draft.note, readIn.now),
    },
    readIn,
    clauses,
    pages: Math.ceil(total / clausesPerPage),
    page,
    withSource,
    withSuggestions,
    filter,
    isFiltered: fitting !== undefined,
    why: whyOf(whyViews(evidence, names.components, language), clauses),
    beside,
    counts,
    lostCount,
    lost: listed(lost.slice(0, lostShown)),
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
    ...(await whereToWrite(deps, shared, draft, isOpenForComments(deps, draft))),
    changes: await shared(changesInWords, draft),
    progress: await shared(translationProgress, process, draft),
  };
}

type Wanted = {
  readonly page: number;
  readonly withSource: boolean;
  /** What readers suggest stands in the text, as words that go out and come in. */
  readonly withSuggestions: boolean;
  /** Which comments are marked in the text and stand beside it. */
  readonly filter: CommentAsked;
};

/** Clauses with what is suggested in them; those that are read in a translation stay as they are. */
async function asSuggested(
  { deps, shared, draft }: Pick<DraftAsked, "deps" | "shared" | "draft">,
  clauses: readonly ClauseView[],
): Promise<readonly ClauseView[]> {
  const inSource = clauses.filter(({ state }) => state === "source" || state === "fallback");
  const ids = inSource.map(({ id }) => id);
  const texts = new Map(
    (await suggestedTexts(deps, shared, draft, ids)).map((one) => [one.clause, one.html]),
  );
  return clauses.map((one) => ({ ...one, html: texts.get(one.id) ?? one.html }));
}

/** The first reasons of the clauses of a page. */
function whyOf<W extends { clauseId: string }>(why: readonly W[], clauses: readonly { id: string }[]): W[] {
  const byClause = groupedBy(why, ({ clauseId }) => clauseId);
  return clauses.flatMap(({ id }) => (byClause.get(id) ?? []).slice(0, citedShown));
}

type DraftAsked = {
  readonly deps: Deps;
  readonly shared: Shared;
  readonly process: ProcessRow;
  readonly draft: DraftRow;
  readonly language: Language;
  readonly url: URL;
};
