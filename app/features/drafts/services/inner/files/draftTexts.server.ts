import { numberClauses } from "~/features/drafts/domain/clause";
import { asBibtex, asCsl, type Cited } from "~/features/drafts/domain/files/citation";
import type { Place } from "~/features/drafts/domain/files/document";
import { shortPath } from "~/features/drafts/domain/shortLink";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import {
  asClause,
  type ClauseRow,
  clauseRows,
  type DraftRow,
} from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { makeComparison, makeDocument, makePage } from "./fileTasks.server";

type DraftFilesOf = {
  readonly deps: Pick<Deps, "db" | "settings" | "work">;
  readonly process: ProcessRow;
};

export type File = {
  readonly name: string;
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
};

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const nameOf = ({ process }: DraftFilesOf) => localize(process.title, process.sourceLanguage).text;
/** The day of a version: that of its text, where it is older than its publication here. */
const dayOf = ({ datedOn, publishedAt }: DraftRow) =>
  datedOn ?? publishedAt?.toISOString().slice(0, 10) ?? null;
const placeOf = ({ deps, process }: DraftFilesOf, { label }: DraftRow): Place => ({
  origin: deps.settings.origin,
  slug: process.slug,
  label,
});
const addressOf = ({ deps, process }: DraftFilesOf, { label }: DraftRow) =>
  `${deps.settings.origin}/p/${process.slug}/drafts/${label}`;

async function versionOf(asked: DraftFilesOf, draft: DraftRow) {
  return {
    clauses: (await clauseRows(asked.deps.db, draft.id)).map(filed),
    place: placeOf(asked, draft),
  };
}

const filed = ({ clauseId, kind, heading, body }: ClauseRow) => ({ id: clauseId, kind, heading, body });

/** A version as one page of HTML, to be kept and printed. */
export async function draftHtml(asked: DraftFilesOf, draft: DraftRow): Promise<File> {
  const day = dayOf(draft);
  const facts = [addressOf(asked, draft), ...(day ? [day] : [])];
  const body = await asked.deps.work(makePage, {
    ...(await versionOf(asked, draft)),
    head: {
      title: `${nameOf(asked)} ${draft.label}`,
      language: asked.process.sourceLanguage,
      facts: draft.textHash ? [...facts, `SHA-256 ${draft.textHash}`] : facts,
    },
  });
  return { name: `draft-${draft.label}.html`, type: "text/html", body };
}

/** A version as a document of a word processor. */
export async function draftDocx(asked: DraftFilesOf, draft: DraftRow): Promise<File> {
  const body = await asked.deps.work(makeDocument, {
    ...(await versionOf(asked, draft)),
    head: {
      title: `${nameOf(asked)} ${draft.label}`,
      language: asked.process.sourceLanguage,
      revised: { author: nameOf(asked), at: draft.publishedAt ?? draft.createdAt },
    },
  });
  return { name: `draft-${draft.label}.docx`, type: docxType, body };
}

/** What changed between two versions, tracked: the process is who changed it, on the day when the later one came out or was begun. */
export async function comparisonDocx(asked: DraftFilesOf, from: DraftRow, to: DraftRow): Promise<File> {
  const { before, after, changes } = await compareDrafts(asked.deps, from, to);
  const body = await asked.deps.work(makeComparison, {
    sides: { before: before.map(filed), after: after.map(filed) },
    changes: changes.map((change) => ({ from: change.from, to: change.to })),
    place: { ...placeOf(asked, to), oldLabel: from.label },
    head: {
      title: `${nameOf(asked)} ${from.label} → ${to.label}`,
      language: asked.process.sourceLanguage,
      revised: { author: nameOf(asked), at: to.publishedAt ?? to.createdAt },
    },
  });
  return { name: `comparison-${from.label}-${to.label}.docx`, type: docxType, body };
}

/** How a version is cited, or a clause of it; null where it has no such clause. */
export async function citationOf(
  asked: DraftFilesOf,
  draft: DraftRow,
  clauseId: string | undefined,
  format: "bib" | "json",
): Promise<File | null> {
  const clauses = clauseId === undefined ? [] : (await clauseRows(asked.deps.db, draft.id)).map(asClause);
  const at = clauses.findIndex(({ id }) => id === clauseId);
  const clause = clauses[at];
  if (clauseId !== undefined && !clause) return null;
  const { origin, slug, label } = placeOf(asked, draft);
  const publisher = nameOf(asked);
  const cited: Cited = {
    title: publisher,
    version: draft.label,
    publisher,
    clause: clause ? [numberClauses(clauses)[at], clause.heading].filter(Boolean).join(" ") : null,
    publishedOn: dayOf(draft),
    url: clause ? `${origin}${shortPath(slug, clause.id, label)}` : addressOf(asked, draft),
    language: asked.process.sourceLanguage,
    textHash: draft.textHash,
  };
  const name = `${asked.process.slug}-${draft.label}${clause ? `-${numberClauses(clauses)[at]}` : ""}`;
  return format === "bib"
    ? { name: `${name}.bib`, type: "application/x-bibtex", body: asBibtex(cited) }
    : { name: `${name}.json`, type: "application/vnd.citationstyles.csl+json", body: asCsl(cited) };
}
