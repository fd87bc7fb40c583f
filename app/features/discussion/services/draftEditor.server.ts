import { numberClauses } from "~/features/drafts/domain/clause";
import { clauseRows, type DraftRow, removedRows } from "~/features/drafts/services/findDraft.server";
import { evidenceOf } from "~/features/evidence/services/evidence.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { waitingAt } from "~/features/suggestions/services/suggestionQueue.server";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Deps, Shared, Translate } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { citable } from "./citable.server";

const perPage = 20;
/** The newest of each kind; others are named by their number. */
const mostOffered = 60;

type EditorAsked = {
  readonly deps: Deps;
  readonly shared: Shared;
  readonly process: ProcessRow;
  readonly draft: DraftRow;
  readonly language: Language;
  readonly t: Translate;
};

/** What an organizer needs to write a version: a page of its clauses, its sections, what can be cited. */
export async function readDraftEditor(asked: EditorAsked, page: number) {
  const { deps, shared, process, draft, language, t } = asked;
  const [rows, removed, sources, cited] = await Promise.all([
    clauseRows(deps.db, draft.id),
    removedRows(deps.db, draft.id),
    shared(citable, process, language),
    evidenceOf(deps.db, [draft.id]),
  ]);
  const numbers = numberClauses(rows);
  const from = (page - 1) * perPage;
  const onPage = rows.slice(from, from + perPage);
  await readTexts(deps.db, { clause: onPage.map(({ body }) => body) });
  return {
    id: draft.id as string,
    label: draft.label,
    state: draft.state,
    clauses: onPage.map((row, at) => ({
      id: row.clauseId,
      number: numbers[from + at] as string,
      kind: row.kind,
      heading: row.heading,
      body: row.body,
      stability: row.stability,
      revision: row.revision,
      html: renderCached("clause", row.body, `e${row.clauseId.slice(0, 8)}-`),
    })),
    waiting: draft.state === "working" ? await waitingAt(deps, draft, rows, onPage) : [],
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
      title: titleOrBeginning(heading, body),
    })),
    why: whyViews(
      cited.filter(({ clauseId }) => onPage.some((row) => row.clauseId === clauseId)),
      sources.names,
      language,
    ),
    citable: founded(sources, t),
  };
}

/** Everything that a clause can be founded on, as a form names it (`readCited`) and as a person reads it. */
function founded(
  { systems, townhalls, records, components, comments, names }: Awaited<ReturnType<typeof citable>>,
  t: Translate,
) {
  return [
    ...systems.slice(0, mostOffered).map(({ key, name }) => ({
      value: `system:${key}`,
      name: t("drafts:why.system", { name }),
    })),
    ...townhalls.slice(0, mostOffered).map(({ number, title }) => ({
      value: `townhall:${number}`,
      name: `${t("drafts:why.townhall", { number })} ${title}`,
    })),
    ...records.slice(0, mostOffered).map(({ number, title, date }) => ({
      value: `record:${number}`,
      name: `${title} (${date})`,
    })),
    ...components.slice(0, 4 * mostOffered).map(({ number, component }) => ({
      value: `component:${number}:${component}`,
      name: ownValue(names, component) ?? component,
    })),
    ...comments.slice(0, mostOffered).map(({ number, label, beginning }) => ({
      value: `comment:${label}:${number}`,
      name: beginning,
    })),
  ];
}

export type DraftEditor = Awaited<ReturnType<typeof readDraftEditor>>;
