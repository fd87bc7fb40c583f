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
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeUnit } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { type MachineOrigin, translations, type UnitTexts } from "~db/schema/drafts";
import { tellReviewers, tellTranslator } from "./tell.server";

/** A translation as translators work on it: what waits for a review stands for what readers get meanwhile. */
export function workedOn(row: TranslationRow): TranslationRow {
  if (!row.proposed || !row.proposedFrom) return row;
  const { proposed: texts, proposedFrom: basedOn, proposedBy: translatorId, proposedOrigin: origin } = row;
  return { ...row, texts, basedOn, translatorId, origin, state: "draft" };
}

/** Units with source, translation and state, in the order of the text; `row` is as translators work on it. */
export async function translationUnits(deps: Pick<Deps, "db">, scope: Scope, language: ContentLanguage) {
  const rows = await translationsOf(deps, scope.id);
  const byUnit = new Map(rows.filter((one) => one.language === language).map((one) => [one.unitId, one]));
  return scope.units.map(({ id, texts }) => {
    const known = byUnit.get(id);
    const row = known && workedOn(known);
    const state = translationState(row, texts);
    return { id, source: texts, state, row: row ?? null, read: known?.proposed ? known.texts : null };
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
    readonly language: ContentLanguage;
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
      const current = known && { texts: workedOn(known).texts, revision: known.revision };
      return fail({ code: "edited_meanwhile", ...(current ? { current } : {}) });
    }
    const stored = await store(deps, tx, process, scope, {
      language,
      actor,
      known,
      input: { ...input, source },
    });
    if (stored.ok) await tellReviewers(deps, tx, { process, scope, language, actor });
    return stored;
  });
}

type Stored = {
  readonly unit: string;
  readonly revision: number;
  readonly texts: UnitTexts;
  readonly source: UnitTexts;
};

/**
 * Stores a wording that nobody has reviewed. Where readers have a reviewed one it stands beside that, which they keep
 * until this one is reviewed too.
 */
export async function store(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  scope: Scope,
  {
    language,
    actor,
    known,
    input: { unit, revision, texts, source },
  }: {
    readonly language: ContentLanguage;
    /** Null: a machine. */
    readonly actor: Pick<Actor, "id"> | null;
    readonly known: TranslationRow | undefined;
    readonly input: Stored;
  },
): Promise<Result<undefined, Refusal>> {
  const stored = await storeUnit(tx, texts);
  if (!stored.ok) return stored;
  const now = { sentBack: "", revision: revision + 1, updatedAt: deps.now() };
  const by = actor?.id ?? null;
  const origin = actor ? originOf(known && workedOn(known), texts) : "machine";
  if (known?.state === "reviewed") {
    await tx
      .update(translations)
      .set({
        ...{ proposed: stored.value, proposedFrom: source, proposedBy: by, proposedOrigin: origin },
        ...now,
      })
      .where(isUnit(scope, unit, language));
    return ok();
  }
  const values = {
    texts: stored.value,
    basedOn: source,
    state: "draft" as const,
    origin,
    translatorId: by,
    reviewerId: null,
    ...now,
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

/** What is left of a machine's part in a wording that a person saves: they took it as it was, or changed it. */
function originOf(known: TranslationRow | undefined, texts: UnitTexts): MachineOrigin | null {
  if (!known?.origin) return null;
  const names = new Set([...Object.keys(known.texts), ...Object.keys(texts)]);
  const isSame = [...names].every(
    (name) => (ownValue(known.texts, name) ?? "") === (ownValue(texts, name) ?? ""),
  );
  return isSame && known.origin !== "edited" ? "accepted" : "edited";
}

const isUnit = (scope: Scope, unit: string, language: ContentLanguage) =>
  and(eq(translations.scopeId, scope.id), eq(translations.unitId, unit), eq(translations.language, language));

export async function unitRow(tx: Db, scope: Scope, unit: string, language: ContentLanguage) {
  const [row] = await tx
    .select()
    .from(translations)
    .where(isUnit(scope, unit, language))
    .for("update");
  return row;
}

type Reviewing = {
  readonly language: ContentLanguage;
  readonly input: { readonly unit: string; readonly revision: number };
};

/**
 * Marks a translation as reviewed, which readers get from then on; by another person than the one who made it
 * (`second_person`), who is told.
 */
export async function reviewTranslation(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  { language, input }: Reviewing,
): Promise<Result<undefined, Refusal>> {
  return judge(deps, actor, process, { scope, language, input }, async (tx, row) => {
    const { texts, basedOn, origin, translatorId } = row;
    await tx
      .update(translations)
      .set({
        ...{ texts, basedOn, origin, translatorId, ...nothingWaits },
        state: "reviewed",
        reviewerId: actor.id,
        updatedAt: deps.now(),
      })
      .where(isUnit(scope, input.unit, language));
    await tellTranslator(deps, tx, { process, scope, language, row, kind: "translation-reviewed" });
  });
}

const nothingWaits = {
  ...{ proposed: null, proposedFrom: null, proposedBy: null, proposedOrigin: null },
  sentBack: "",
};

/**
 * Sends a translation that waits for a review back to the one who made it, with a note of what to change. Readers keep
 * what they have.
 */
export async function sendBackTranslation(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  { language, input }: Reviewing & { readonly input: { readonly note: string } },
): Promise<Result<undefined, Refusal>> {
  return judge(deps, actor, process, { scope, language, input }, async (tx, row) => {
    await tx
      .update(translations)
      .set({ sentBack: input.note, updatedAt: deps.now() })
      .where(isUnit(scope, input.unit, language));
    const words = input.note;
    await tellTranslator(deps, tx, { process, scope, language, row, kind: "translation-sent-back", words });
  });
}

/** Acts on what somebody else translated, in the wording that was seen, while its source is what it was. */
async function judge(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { scope, language, input }: Reviewing & { readonly scope: Scope },
  run: (tx: Db, row: TranslationRow) => Promise<void>,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["translation.saved"],
    subject: scope.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await unitRow(tx, scope, input.unit, language);
    const source = scope.units.find(({ id }) => id === input.unit)?.texts;
    if (!known || !source) return fail({ code: "not_found" });
    const row = workedOn(known);
    if (row.revision !== input.revision || translationState(row, source) === "stale")
      return fail({ code: "edited_meanwhile" });
    // What a machine made is nobody's to review before a person has taken it for theirs.
    if (translationState(row, source) === "machine") return fail({ code: "not_found" });
    if (row.translatorId === actor.id) return fail({ code: "second_person" });
    await run(tx, row);
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
