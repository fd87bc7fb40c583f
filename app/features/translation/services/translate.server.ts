import { and, eq } from "drizzle-orm";
import {
  type Scope,
  type TranslationRow,
  translationState,
  translationsOf,
} from "~/features/drafts/services/translations.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { readXliff, writeXliff, type XliffProblem } from "~/features/translation/domain/xliff";
import { isPlain } from "~/kernel/fields";
import type { UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { translations, type UnitTexts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { translators } from "~db/schema/translation";

/** Whether somebody may translate into a language here: its translators, and organizers. */
export async function mayTranslate(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  actor: Actor | null,
  isOrganizer: boolean,
  language: string,
): Promise<boolean> {
  if (!actor || !process.languages.includes(language) || language === process.sourceLanguage) return false;
  if (isOrganizer) return true;
  const [row] = await deps.db
    .select()
    .from(translators)
    .where(
      and(
        eq(translators.processId, process.id),
        eq(translators.userId, actor.id),
        eq(translators.language, language as Language),
      ),
    );
  return row !== undefined && !actor.suspended;
}

/** Units with source, translation and state, in the order of the text. */
export async function translationUnits(deps: Pick<Deps, "db">, scope: Scope, language: Language) {
  const rows = await translationsOf(deps, scope.id);
  const byUnit = new Map(rows.filter((one) => one.language === language).map((one) => [one.unitId, one]));
  return scope.units.map(({ id, texts }) => {
    const row = byUnit.get(id);
    const state = translationState(row, texts);
    return { id, source: texts, state, row: row ?? null };
  });
}

type Conflict = Refusal & { readonly current?: { readonly texts: UnitTexts; readonly revision: number } };

/**
 * Saves a translation of today's source; it waits for a second person then. `edited_meanwhile`, with the
 * other text, when somebody saved since the revision that was edited.
 */
export async function saveTranslation(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  language: Language,
  input: { readonly unit: string; readonly revision: number; readonly texts: UnitTexts },
): Promise<Result<undefined, Conflict>> {
  const source = scope.units.find(({ id }) => id === input.unit)?.texts;
  if (!source) return fail({ code: "not_found" });
  if (Object.keys(input.texts).some((name) => !(name in source))) return fail({ code: "invalid" });
  const change = { processId: process.id, actor, action: "translation.saved", subject: scope.name } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await unitRow(tx, scope, input.unit, language);
    if ((known?.revision ?? 0) !== input.revision) {
      const current = known && { texts: known.texts, revision: known.revision };
      return fail({ code: "edited_meanwhile", ...(current ? { current } : {}) });
    }
    await store(deps, tx, process, scope, language, actor, { ...input, source, reviewed: false });
    return ok();
  });
}

type Stored = {
  readonly unit: string;
  readonly revision: number;
  readonly texts: UnitTexts;
  readonly source: UnitTexts;
  readonly reviewed: boolean;
};

async function store(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  scope: Scope,
  language: Language,
  actor: Actor,
  { unit, revision, texts, source, reviewed }: Stored,
): Promise<void> {
  const values = {
    texts,
    basedOn: source,
    state: reviewed ? ("reviewed" as const) : ("draft" as const),
    translatorId: actor.id,
    reviewerId: null,
    revision: revision + 1,
    updatedAt: deps.now(),
  };
  await tx
    .insert(translations)
    .values({ processId: process.id, scopeId: scope.id, unitId: unit, language, ...values })
    .onConflictDoUpdate({
      target: [translations.scopeId, translations.unitId, translations.language],
      set: values,
    });
}

async function unitRow(tx: Db, scope: Scope, unit: string, language: Language) {
  const [row] = await tx
    .select()
    .from(translations)
    .where(
      and(
        eq(translations.scopeId, scope.id),
        eq(translations.unitId, unit),
        eq(translations.language, language),
      ),
    )
    .for("update");
  return row;
}

/** Marks a translation as reviewed; by another person than the one who made it (`second_person`). */
export async function reviewTranslation(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  language: Language,
  input: { readonly unit: string; readonly revision: number },
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: "translation.saved", subject: scope.name } as const;
  return changeProcess(deps, change, async (tx) => {
    const row: TranslationRow | undefined = await unitRow(tx, scope, input.unit, language);
    const source = scope.units.find(({ id }) => id === input.unit)?.texts;
    if (!row || !source) return fail({ code: "not_found" });
    if (row.revision !== input.revision || translationState(row, source) === "stale")
      return fail({ code: "edited_meanwhile" });
    if (row.translatorId === actor.id) return fail({ code: "second_person" });
    await tx
      .update(translations)
      .set({ state: "reviewed", reviewerId: actor.id, updatedAt: deps.now() })
      .where(
        and(
          eq(translations.scopeId, scope.id),
          eq(translations.unitId, input.unit),
          eq(translations.language, language),
        ),
      );
    return ok();
  });
}

/** All units of a version with what is translated, for a translator's own tool. */
export async function exportXliff(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  scope: Scope,
  language: Language,
): Promise<string> {
  const units = await translationUnits(deps, scope, language);
  return writeXliff({
    id: scope.name,
    from: process.sourceLanguage,
    to: language,
    segments: units.flatMap(({ id, source, row, state }) =>
      Object.entries(source).flatMap(([field, text]) =>
        text === ""
          ? []
          : [
              {
                unit: id,
                field,
                source: text,
                target: state === "stale" ? "" : (row?.texts[field] ?? ""),
                isReviewed: state === "reviewed",
              },
            ],
      ),
    ),
  });
}

/**
 * Takes translations from a file, all or nothing: a unit that is not of this text, or was translated
 * from another wording, is named and nothing changes. What comes from a file waits for a reviewer,
 * whatever the file says. Returns how many units changed.
 */
export async function importXliff(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  language: Language,
  xml: string,
): Promise<Result<{ units: number }, Refusal & { readonly problem?: XliffProblem }>> {
  const read = readXliff(xml);
  const refused = (problem: XliffProblem) => fail({ code: "bad_units", problem });
  if (!read.ok) return refused(read.error);
  if (read.value.to !== language || read.value.from !== process.sourceLanguage)
    return refused({ code: "wrong-language", unit: null });
  if (read.value.id !== scope.name) return refused({ code: "wrong-file", unit: null });
  const sources = new Map(scope.units.map(({ id, texts }) => [id, texts]));
  const byUnit = new Map<string, Record<string, string>>();
  for (const { unit, field, source, target } of read.value.segments) {
    const known = sources.get(unit)?.[field];
    if (known === undefined || !isPlain(target.replace(/[\n\t]/g, "")))
      return refused({ code: "unknown-unit", unit });
    if (known !== source) return refused({ code: "changed-source", unit });
    if (target !== "") byUnit.set(unit, { ...byUnit.get(unit), [field]: target });
  }
  const change = {
    processId: process.id,
    actor,
    action: "translation.imported",
    subject: scope.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    let units = 0;
    for (const [unit, texts] of byUnit) {
      const known = await unitRow(tx, scope, unit, language);
      const source = sources.get(unit) as UnitTexts;
      const merged = { ...current(known, source), ...texts };
      const isSame =
        known &&
        translationState(known, source) !== "stale" &&
        Object.keys(merged).every((name) => merged[name] === known.texts[name]);
      if (isSame) continue;
      const revision = known?.revision ?? 0;
      await store(deps, tx, process, scope, language, actor, {
        unit,
        revision,
        texts: merged,
        source,
        reviewed: false,
      });
      units++;
    }
    return ok({ units });
  });
}

/** The texts of a translation whose own source is still the same. */
function current(row: TranslationRow | undefined, source: UnitTexts): UnitTexts {
  const kept = Object.entries(row?.texts ?? {}).filter(([name]) => row?.basedOn[name] === source[name]);
  return Object.fromEntries(kept);
}

/** People of a process with the languages they translate into. */
export async function listTranslators(deps: Pick<Deps, "db">, process: ProcessRow) {
  const people = await deps.db
    .select({ userId: users.id, name: users.displayName, email: users.email })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(eq(processMembers.processId, process.id))
    .limit(500);
  const rows = await deps.db.select().from(translators).where(eq(translators.processId, process.id));
  return people.map((one) => ({
    ...one,
    languages: rows.filter(({ userId }) => userId === one.userId).map(({ language }) => language),
  }));
}

/** Sets the languages into which a participant translates; none takes the role away. */
export async function setTranslator(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  userId: UserId,
  languages: readonly Language[],
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: "translator.changed",
    subject: languages.join(", "),
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [member] = await tx
      .select()
      .from(processMembers)
      .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, userId)));
    if (!member) return fail({ code: "not_found" });
    const own = and(eq(translators.processId, process.id), eq(translators.userId, userId));
    await tx.delete(translators).where(own);
    const wanted = languages.filter((one) => process.languages.includes(one));
    if (wanted.length > 0)
      await tx
        .insert(translators)
        .values(wanted.map((language) => ({ processId: process.id, userId, language })));
    return ok();
  });
}
