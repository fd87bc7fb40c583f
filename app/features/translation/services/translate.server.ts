import { and, eq } from "drizzle-orm";
import {
  type Scope,
  type TranslationRow,
  translationState,
  translationsOf,
} from "~/features/drafts/services/translations.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/translation/feature";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeUnit } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { translations, type UnitTexts } from "~db/schema/drafts";

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
  {
    language,
    input,
  }: {
    readonly language: Language;
    readonly input: { readonly unit: string; readonly revision: number; readonly texts: UnitTexts };
  },
): Promise<Result<undefined, Conflict>> {
  const source = scope.units.find(({ id }) => id === input.unit)?.texts;
  if (!source) return fail({ code: "not_found" });
  if (Object.keys(input.texts).some((name) => !Object.hasOwn(source, name))) return fail({ code: "invalid" });
  const change = {
    processId: process.id,
    actor,
    action: audit["translation.saved"],
    subject: scope.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await unitRow(tx, scope, input.unit, language);
    if ((known?.revision ?? 0) !== input.revision) {
      const current = known && { texts: known.texts, revision: known.revision };
      return fail({ code: "edited_meanwhile", ...(current ? { current } : {}) });
    }
    return store(deps, tx, process, scope, { language, actor, input: { ...input, source, reviewed: false } });
  });
}

type Stored = {
  readonly unit: string;
  readonly revision: number;
  readonly texts: UnitTexts;
  readonly source: UnitTexts;
  readonly reviewed: boolean;
};

export async function store(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  scope: Scope,
  {
    language,
    actor,
    input: { unit, revision, texts, source, reviewed },
  }: { readonly language: Language; readonly actor: Actor; readonly input: Stored },
): Promise<Result<undefined, Refusal>> {
  const stored = await storeUnit(tx, texts);
  if (!stored.ok) return stored;
  const values = {
    texts: stored.value,
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
  return ok();
}

export async function unitRow(tx: Db, scope: Scope, unit: string, language: Language) {
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
  {
    language,
    input,
  }: { readonly language: Language; readonly input: { readonly unit: string; readonly revision: number } },
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["translation.saved"],
    subject: scope.name,
  } as const;
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

/** The texts of a translation whose own source is still the same. */
export function current(row: TranslationRow | undefined, source: UnitTexts): UnitTexts {
  const kept = Object.entries(row?.texts ?? {}).filter(
    ([name]) => ownValue(row?.basedOn, name) === ownValue(source, name),
  );
  return Object.fromEntries(kept);
}
