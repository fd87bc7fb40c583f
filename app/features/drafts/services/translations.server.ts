import { and, count, eq, inArray } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import { ownName } from "~/kernel/language/ownName";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { translations, type UnitTexts } from "~db/schema/drafts";
import { type ClauseRow, clauseRows, type DraftRow } from "./findDraft.server";

export type TranslationState = "missing" | "machine" | "draft" | "reviewed" | "stale";
export type TranslationRow = typeof translations.$inferSelect;

/** The parts of a clause that are translated. */
export function clauseTexts({ heading, body }: Pick<ClauseRow, "heading" | "body">): UnitTexts {
  return { heading, body };
}

/** The state of a unit's translation relative to the current source. What a machine made is a state of its own until a person took it. */
export function translationState(row: TranslationRow | undefined, source: UnitTexts): TranslationState {
  if (!row || Object.keys(source).some((name) => ownValue(source, name) !== "" && !ownValue(row.texts, name)))
    return "missing";
  if (Object.keys(source).some((name) => ownValue(source, name) !== ownValue(row.basedOn, name)))
    return "stale";
  return row.state === "draft" && row.origin === "machine" ? "machine" : row.state;
}

export function translationsOf(deps: Pick<Deps, "db">, scopeId: string): Promise<TranslationRow[]> {
  return deps.db.select().from(translations).where(eq(translations.scopeId, scopeId));
}

/** How many texts of a process are translated into each language: into those that it does not have any more, too. */
export async function translatedTexts(db: Db, processId: ProcessId) {
  const rows = await db
    .select({ language: translations.language, count: count() })
    .from(translations)
    .where(eq(translations.processId, processId))
    .groupBy(translations.language)
    .orderBy(translations.language);
  return rows.map((one) => ({ ...one, name: ownName(one.language) }));
}

/** The translations into a language of things that are one unit each, by the thing. */
export async function translationsIn(
  deps: Pick<Deps, "db">,
  language: ContentLanguage,
  scopeIds: readonly string[],
): Promise<ReadonlyMap<string, TranslationRow>> {
  if (scopeIds.length === 0) return new Map();
  const rows = await deps.db
    .select()
    .from(translations)
    .where(and(inArray(translations.scopeId, [...scopeIds]), eq(translations.language, language)));
  return new Map(rows.map((one) => [one.scopeId, one]));
}

/** Units of a version by state, for each language of the process except its own. */
export async function translationProgress(deps: Pick<Deps, "db">, process: ProcessRow, draft: DraftRow) {
  const clauses = await clauseRows(deps.db, draft.id);
  const rows = await translationsOf(deps, draft.id);
  const languages = process.languages.filter((one) => one !== process.sourceLanguage);
  return languages.map((language) => {
    const byUnit = new Map(rows.filter((one) => one.language === language).map((one) => [one.unitId, one]));
    const counts = { missing: 0, machine: 0, draft: 0, reviewed: 0, stale: 0 };
    for (const clause of clauses)
      counts[translationState(byUnit.get(clause.clauseId), clauseTexts(clause))]++;
    return { language, units: clauses.length, ...counts };
  });
}

/** Something that is translated as a whole: the clauses of a version, or an entry of the FAQ. */
export type Scope = {
  readonly id: string;
  readonly name: string;
  /** Its page, below the address of the process. */
  readonly path: string;
  readonly units: readonly { readonly id: string; readonly texts: UnitTexts }[];
};

/** What is translated of a version: its clauses. */
export async function draftScope(deps: Pick<Deps, "db">, draft: DraftRow): Promise<Scope> {
  const rows = await clauseRows(deps.db, draft.id);
  return {
    id: draft.id,
    name: draft.label,
    path: `drafts/${draft.label}`,
    units: rows.map((row) => ({ id: row.clauseId, texts: clauseTexts(row) })),
  };
}
