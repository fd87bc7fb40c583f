import { citableComments } from "~/features/comments/services/readComments.server";
import { numberClauses } from "~/features/drafts/domain/clause";
import { clauseRows, type DraftRow, removedRows } from "~/features/drafts/services/findDraft.server";
import { evidenceOf } from "~/features/evidence/services/evidence.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { listTownhalls } from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { listRecords } from "~/features/records/services/records.server";
import {
  publishedResults,
  type ResultNames,
  resultNames,
} from "~/features/results/services/resultPage.server";
import { listSystems } from "~/features/reviews/services/findSystem.server";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps, Translate } from "~/platform/deps";
import { renderCached } from "~/platform/rendered.server";

const perPage = 40;

type EditorAsked = {
  readonly deps: Deps;
  readonly process: ProcessRow;
  readonly draft: DraftRow;
  readonly language: Language;
  readonly t: Translate;
};

/** What an organizer needs to write a version: a page of its clauses, its sections, what can be cited. */
export async function readDraftEditor(asked: EditorAsked, page: number) {
  const { deps, process, draft, language } = asked;
  const [rows, removed, names, cited] = await Promise.all([
    clauseRows(deps.db, draft.id),
    removedRows(deps.db, draft.id),
    resultNames(deps, process, language),
    evidenceOf(deps.db, [draft.id]),
  ]);
  const numbers = numberClauses(rows);
  const from = (page - 1) * perPage;
  return {
    label: draft.label,
    state: draft.state,
    clauses: rows.slice(from, from + perPage).map((row, at) => ({
      id: row.clauseId,
      number: numbers[from + at] as string,
      kind: row.kind,
      heading: row.heading,
      body: row.body,
      stability: row.stability,
      revision: row.revision,
      html: renderCached("clause", row.body, `e${row.clauseId.slice(0, 8)}-`),
    })),
    total: rows.length,
    page,
    pages: Math.ceil(rows.length / perPage),
    sections: rows.flatMap(({ clauseId, kind, heading }, at) =>
      kind === "section"
        ? [{ id: clauseId, heading, number: numbers[at] as string, page: Math.floor(at / perPage) + 1 }]
        : [],
    ),
    removed: removed.map(({ clauseId, heading, body }) => ({
      id: clauseId,
      title: heading || body.slice(0, 80),
    })),
    why: whyViews(cited, names.components, language),
    citable: await citable(asked, names),
  };
}

/** Everything that a clause can be founded on, as a form names it (`readCited`) and as a person reads it. */
async function citable({ deps, process, language, t }: EditorAsked, names: ResultNames) {
  const [systems, townhalls, records, compilations, comments] = await Promise.all([
    listSystems(deps, process),
    listTownhalls(deps, process),
    listRecords(deps, process),
    publishedResults(deps, process),
    citableComments(deps, process),
  ]);
  return [
    ...systems.map(({ key, name }) => ({
      value: `system:${key}`,
      name: t("drafts:why.system", { name }),
    })),
    ...townhalls
      .filter(({ state }) => state === "live" || state === "ended")
      .reverse()
      .map(({ number, title }) => ({
        value: `townhall:${number}`,
        name: `${t("drafts:why.townhall", { number })} ${localize(title, language).text}`,
      })),
    ...records.map(({ number, title, date }) => ({
      value: `record:${number}`,
      name: `${localize(title, language).text} (${date})`,
    })),
    ...compilations.flatMap(({ number, result }) =>
      result.components.map(({ component }) => ({
        value: `component:${number}:${component}`,
        name: ownValue(names.components, component) ?? component,
      })),
    ),
    ...comments.map(({ number, label, body }) => ({
      value: `comment:${label}:${number}`,
      name: body.slice(0, 70),
    })),
  ];
}

export type DraftEditor = Awaited<ReturnType<typeof readDraftEditor>>;
