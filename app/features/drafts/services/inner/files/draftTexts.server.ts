import { numberClauses } from "~/features/drafts/domain/clause";
import { asBibtex, asCsl, type Cited } from "~/features/drafts/domain/files/citation";
import { comparedDocument, documentOf, titleBlock } from "~/features/drafts/domain/files/document";
import { asPage } from "~/features/drafts/domain/files/page";
import { shortPath } from "~/features/drafts/domain/shortLink";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { asClause, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { docxOf } from "./docx.server";

type Asked = {
  readonly deps: Pick<Deps, "db" | "settings" | "now">;
  readonly process: ProcessRow;
  readonly language: Language;
};

export type File = {
  readonly name: string;
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
};

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const titleOf = ({ process }: Asked, label: string) =>
  `${localize(process.title, process.sourceLanguage as Language).text} ${label}`;
const dayOf = ({ publishedAt }: DraftRow) => publishedAt?.toISOString().slice(0, 10) ?? null;
const linkIn =
  ({ deps, process }: Asked, label: string) =>
  (clauseId: string) =>
    `${deps.settings.origin}${shortPath(process.slug, clauseId, label)}`;

/** A version as one page of HTML, to be kept and printed. */
export async function draftHtml(asked: Asked, draft: DraftRow): Promise<File> {
  const clauses = (await clauseRows(asked.deps.db, draft.id)).map(asClause);
  const body = asPage(documentOf(clauses, linkIn(asked, draft.label)), {
    title: titleOf(asked, draft.label),
    language: asked.process.sourceLanguage,
    facts: [
      `${asked.deps.settings.origin}/p/${asked.process.slug}/drafts/${draft.label}`,
      ...[dayOf(draft), draft.textHash && `SHA-256 ${draft.textHash}`].filter((one) => one !== null),
    ],
  });
  return { name: `draft-${draft.label}.html`, type: "text/html", body };
}

/** A version as a document of a word processor. */
export async function draftDocx(asked: Asked, draft: DraftRow): Promise<File> {
  const clauses = (await clauseRows(asked.deps.db, draft.id)).map(asClause);
  const title = titleOf(asked, draft.label);
  const body = await docxOf([titleBlock(title), ...documentOf(clauses, linkIn(asked, draft.label))], {
    title,
    language: asked.process.sourceLanguage,
    revised: { author: asked.process.slug, at: draft.publishedAt ?? draft.createdAt },
  });
  return { name: `draft-${draft.label}.docx`, type: docxType, body };
}

/** What changed between two versions, tracked: the process is who changed it, on the day when the later one came out. */
export async function comparisonDocx(asked: Asked, from: DraftRow, to: DraftRow): Promise<File> {
  const { before, after, changes } = await compareDrafts(asked.deps, from, to);
  const title = titleOf(asked, `${from.label} → ${to.label}`);
  const sides = { before: before.map(asClause), after: after.map(asClause) };
  const blocks = comparedDocument(sides, changes, linkIn(asked, to.label));
  const body = await docxOf([titleBlock(title), ...blocks], {
    title,
    language: asked.process.sourceLanguage,
    revised: {
      author: localize(asked.process.title, asked.process.sourceLanguage as Language).text,
      at: to.publishedAt ?? asked.deps.now(),
    },
  });
  return { name: `comparison-${from.label}-${to.label}.docx`, type: docxType, body };
}

/** How a version is cited, or a clause of it; null where it has no such clause. */
export async function citationOf(
  asked: Asked,
  draft: DraftRow,
  clauseId: string | undefined,
  format: "bib" | "json",
): Promise<File | null> {
  const clauses = clauseId === undefined ? [] : (await clauseRows(asked.deps.db, draft.id)).map(asClause);
  const at = clauses.findIndex(({ id }) => id === clauseId);
  const clause = clauses[at];
  if (clauseId !== undefined && !clause) return null;
  const { origin } = asked.deps.settings;
  const publisher = localize(asked.process.title, asked.process.sourceLanguage as Language).text;
  const cited: Cited = {
    title: publisher,
    version: draft.label,
    publisher,
    clause: clause ? [numberClauses(clauses)[at], clause.heading].filter(Boolean).join(" ") : null,
    publishedOn: dayOf(draft),
    url: clause
      ? linkIn(asked, draft.label)(clause.id)
      : `${origin}/p/${asked.process.slug}/drafts/${draft.label}`,
    language: asked.process.sourceLanguage,
    textHash: draft.textHash,
  };
  const name = `${asked.process.slug}-${draft.label}${clause ? `-${numberClauses(clauses)[at]}` : ""}`;
  return format === "bib"
    ? { name: `${name}.bib`, type: "application/x-bibtex", body: asBibtex(cited) }
    : { name: `${name}.json`, type: "application/vnd.citationstyles.csl+json", body: asCsl(cited) };
}
