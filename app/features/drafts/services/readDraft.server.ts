import {
  anchorAt,
  anchorsIn,
  placeAnchor,
  sureFrom,
  type TextAnchor,
} from "~/features/drafts/domain/anchors";
import { type Clause, numberClauses } from "~/features/drafts/domain/clause";
import type { Span } from "~/features/drafts/domain/shortLink";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Mark } from "~/kernel/text/markdown/marked";
import type { Deps } from "~/platform/deps";
import { plainTextCached, renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { clauseRows, type DraftRow } from "./findDraft.server";
import { clauseTexts, translationState, translationsOf } from "./translations.server";

export type ClauseView = Pick<Clause, "id" | "kind" | "stability"> & {
  readonly number: string;
  readonly heading: string;
  readonly html: string;
  /** The language of heading and text as they are shown. */
  readonly language: ContentLanguage;
  /** source: as written; reviewed: translated; fallback: the source, for want of a reviewed translation. */
  readonly state: "source" | "reviewed" | "fallback" | "stale";
  /** The source beside a translation, if it was asked for. */
  readonly source: { readonly heading: string; readonly html: string } | null;
};

type Passage = {
  readonly id: string;
  readonly clause: string | null;
  readonly anchor: TextAnchor & { readonly language: string };
};

/** Searching for similar words is slow: at most this many reworded passages are looked for on a page. */
const mostSearches = 60;

/**
 * Where passages are in a text. A translation may have been reworded since somebody marked it: then
 * the passage is looked for again, and stays unmarked unless it is certainly the same.
 */
function marksIn(body: string, passages: readonly Passage[], search: { left: number }): Mark[] {
  if (passages.length === 0) return [];
  const text = plainTextCached("clause", body);
  return passages.flatMap(({ id, anchor }) => {
    if (anchorsIn(text, anchor)) return [{ start: anchor.start, end: anchor.end, tag: "mark" as const, id }];
    if (search.left-- <= 0) return [];
    const place = placeAnchor(anchor, text);
    return place && place.confidence >= sureFrom
      ? [{ start: place.start, end: place.end, tag: "mark" as const, id }]
      : [];
  });
}

/**
 * A version as a reader of a language sees it: a translation if it is reviewed (or was, before its
 * source changed) into a language that the process has, else the source. `passages` are marked if their language is shown.
 */
export async function readClauses(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  draft: DraftRow,
  language: ContentLanguage,
  options: {
    readonly withSource: boolean;
    readonly passages: readonly Passage[];
    readonly page?: [number, number];
  },
): Promise<ClauseView[]> {
  const all = await clauseRows(deps.db, draft.id);
  const numbers = numberClauses(all);
  const source = process.sourceLanguage;
  const isOffered = language !== source && process.languages.includes(language);
  const rows = isOffered ? await translationsOf(deps, draft.id) : [];
  const byUnit = new Map(rows.filter((one) => one.language === language).map((one) => [one.unitId, one]));
  const [from, to] = options.page ?? [0, all.length];
  const onPage = all.slice(from, to);
  await readTexts(deps.db, {
    clause: onPage.flatMap(({ clauseId, body }) => [body, byUnit.get(clauseId)?.texts.body ?? ""]),
  });
  const search = { left: mostSearches };
  return onPage.map((clause, i): ClauseView => {
    const row = byUnit.get(clause.clauseId);
    const state = translationState(row, clauseTexts(clause));
    const isShown = row !== undefined && row.state === "reviewed" && state !== "missing";
    const shownIn = isShown ? language : source;
    const heading = isShown ? (row.texts.heading ?? "") : clause.heading;
    const body = isShown ? (row.texts.body ?? "") : clause.body;
    const prefix = `c${clause.clauseId.slice(0, 8)}-`;
    const marks = marksIn(
      body,
      options.passages.filter((one) => one.clause === clause.clauseId && one.anchor.language === shownIn),
      search,
    );
    return {
      id: clause.clauseId,
      kind: clause.kind,
      stability: clause.stability,
      number: numbers[from + i] as string,
      heading,
      html: renderCached("clause", body, prefix, marks),
      language: shownIn,
      state:
        language === source ? "source" : isShown ? (state === "stale" ? "stale" : "reviewed") : "fallback",
      source:
        options.withSource && isShown
          ? { heading: clause.heading, html: renderCached("clause", clause.body, `${prefix}s-`) }
          : null,
    };
  });
}

/** The anchor of a passage of a clause as it was written; null where the text does not reach so far. */
export function anchorOfSpan(
  { sourceLanguage }: Pick<ProcessRow, "sourceLanguage">,
  body: string,
  span: Span,
) {
  const text = plainTextCached("clause", body);
  return span.end > text.length
    ? null
    : { ...anchorAt(text, span.start, span.end), language: sourceLanguage };
}
