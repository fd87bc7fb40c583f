import { listed, type Reader } from "~/features/comments/services/commentViews.server";
import {
  type CommentCursor,
  commentsIn,
  isOpenForComments,
  passagesIn,
  whereToWrite,
} from "~/features/comments/services/readComments.server";
import type { Span } from "~/features/drafts/domain/shortLink";
import { type ClauseRow, clausesOf, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { anchorOfSpan, readClauses } from "~/features/drafts/services/readDraft.server";
import { storyOf } from "~/features/evidence/services/story.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { faqOn } from "~/features/faq/services/listFaq.server";
import { readInOf } from "~/features/processes/domain/readIn";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { suggestedTexts } from "~/features/suggestions/services/inText.server";
import { listTopics } from "~/features/threads/services/listTopics.server";
import { townhallsAbout } from "~/features/townhalls/services/clauses.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import type { ClauseId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageOf } from "~/kernel/paging";
import type { Deps, Shared } from "~/platform/deps";
import { compareCached } from "~/platform/texts/rendered.server";

const commentsPerPage = 50;
const topicsShown = 10;
/** Versions whose words stand below each other. */
const chaptersPerPage = 20;
/** As much as can be read of what is cited for one change; the record has all of it. */
const citedShown = 30;
/** The newest of them. */
const meetingsShown = 50;

/** A clause as it stands in a version, how it came about and what is said of it; null where it never was. */
export async function readClausePage(
  { deps, shared, process, language, url }: ClauseAsked,
  draft: DraftRow,
  clauseId: ClauseId,
  reader: Reader,
  { after, chapters, passage }: Which,
) {
  const story = await shared(storyOf, process, clauseId, reader.isOrganizer);
  const rows = await shared(clausesOf, draft.id);
  const at = rows.findIndex((one) => one.clauseId === clauseId);
  const row = rows[at] ?? null;
  if (story.length === 0) return null;
  const [shown, names, { groups }, meetings, threads] = await Promise.all([
    commentsIn(deps, draft, reader, { clause: clauseId }, { after, size: commentsPerPage }),
    shared(resultNames, process, language),
    shared(processTerms, process.id),
    shared(townhallsAbout, clauseId),
    listTopics(deps, process, language, { clause: clauseId }, { after: null, size: topicsShown }),
  ]);
  const readIn = readInOf(url.searchParams.get("in"), process, language);
  const views = await readClauses(deps, process, draft, readIn.now, {
    withSource: true,
    passages: [...(await shared(passagesIn, draft.id)), ...linked(process, row, passage)],
    page: at < 0 ? [0, 0] : [at, at + 1],
  });
  const [suggested = null] =
    views[0]?.state === "source" || views[0]?.state === "fallback"
      ? await suggestedTexts(deps, shared, draft, [clauseId])
      : [];
  const told = pageOf(story.toReversed(), chapters, chaptersPerPage);
  return {
    told: { page: told.page, pages: told.pages },
    label: draft.label,
    isPublic: draft.state !== "working",
    readIn,
    clause: views[0] ?? null,
    suggested,
    clauseId,
    text: row?.body ?? "",
    story: told.rows.toReversed().map((chapter) => ({
      label: chapter.draft.label,
      publishedAt: chapter.draft.publishedAt,
      what: chapter.what,
      html: compareCached(chapter.bodies.before, chapter.bodies.now, `${chapter.draft.number}-`),
      why: whyViews(chapter.evidence, names.components, language).slice(0, citedShown),
    })),
    faq: (await shared(faqOn, process, readIn.now, clauseId)).map(
      ({ number, question, language: shownIn }) => ({ number, question, language: shownIn }),
    ),
    meetings: meetings.slice(-meetingsShown).map(({ number, title, startsAt }) => ({
      number,
      title: localize(title, language),
      startsAt,
    })),
    topics: threads.topics,
    comments: listed(shown.comments),
    next: shown.next,
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
    ...(await whereToWrite(deps, shared, draft, row !== null && isOpenForComments(deps, draft))),
  };
}

type Which = {
  readonly after: CommentCursor | null;
  readonly chapters: number;
  /** Words that a link means. */
  readonly passage: Span | null;
};

/** The passage that a link means, as one that is marked in the text: positions count in the text as it was written. */
function linked(process: ProcessRow, row: ClauseRow | null, passage: Span | null) {
  const anchor = row && passage && anchorOfSpan(process, row.body, passage);
  return anchor ? [{ id: "linked", clause: row.clauseId, anchor }] : [];
}

type ClauseAsked = {
  readonly deps: Deps;
  readonly shared: Shared;
  readonly process: ProcessRow;
  readonly language: Language;
  readonly url: URL;
};

export type ClausePage = NonNullable<Awaited<ReturnType<typeof readClausePage>>>;
