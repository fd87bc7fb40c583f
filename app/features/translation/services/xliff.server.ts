import { type Scope, translationState } from "~/features/drafts/services/translations.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import {
  joinPieces,
  type LeftOut,
  type Piece,
  readXliff,
  type XliffProblem,
} from "~/features/translation/domain/readXliff";
import { writeXliff } from "~/features/translation/domain/xliff";
import { audit } from "~/features/translation/feature";
import {
  current,
  store,
  translationUnits,
  unitRow,
  workedOn,
} from "~/features/translation/services/translate.server";
import { isPlain } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import { type ContentLanguage, isMeant } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cleaned } from "~/kernel/text/cleaned";
import type { Actor, Deps } from "~/platform/deps";
import type { UnitTexts } from "~db/schema/drafts";
import { tellReviewers } from "./tell.server";

/** All units of a version with what is translated, for a translator's own tool; what belongs to an earlier wording as such. */
export async function exportXliff(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  scope: Scope,
  language: ContentLanguage,
): Promise<string> {
  const units = await translationUnits(deps, scope, language);
  return writeXliff({
    id: scope.name,
    from: process.sourceLanguage,
    to: language,
    segments: units.flatMap(({ id, source, row, state }) => {
      const right = current(row ?? undefined, source);
      return Object.entries(source).flatMap(([field, text]) =>
        text === ""
          ? []
          : [
              {
                unit: id,
                field,
                source: text,
                target: ownValue(row?.texts, field) ?? "",
                isReviewed: state === "reviewed",
                isByMachine: state === "machine",
                isOld: state === "stale" && ownValue(right, field) === undefined,
              },
            ],
      );
    }),
  });
}

/**
 * Takes translations from a file, all or nothing: a unit that is not of this text, or was translated
 * from another wording, is named and nothing changes. What comes from a file waits for a reviewer,
 * whatever the file says. Returns how many units changed, and what of the file was left out: codes that do not say what
 * they stand for, texts of which a part is not translated, and translations of an earlier wording that nobody looked at.
 */
export async function importXliff(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  { language, xml }: { readonly language: ContentLanguage; readonly xml: string },
): Promise<
  Result<{ units: number; left: readonly LeftOut[] }, Refusal & { readonly problem?: XliffProblem }>
> {
  const read = readXliff(xml);
  const refused = (problem: XliffProblem) => fail({ code: "bad_units", problem });
  if (!read.ok) return refused(read.error);
  if (!isMeant(read.value.to, language) || !isMeant(read.value.from, process.sourceLanguage))
    return refused({ code: "wrong-language", unit: null });
  if (read.value.id !== scope.name) return refused({ code: "wrong-file", unit: null });
  const sources = new Map(scope.units.map(({ id, texts }) => [id, texts]));
  const left: LeftOut[] = [...read.value.left];
  const pieces = new Map<string, Piece[]>();
  for (const one of read.value.segments) {
    if (one.isBetween && one.source.trim() !== "") return refused({ code: "changed-source", unit: one.unit });
    pieces.set(one.unit, [...(pieces.get(one.unit) ?? []), one]);
  }
  const byUnit: (readonly [unit: string, texts: Given])[] = [];
  for (const [unit, parts] of pieces) {
    const given = givenFor(parts, sources.get(unit));
    if ("code" in given) return refused({ code: given.code, unit });
    if (given.isPartly) left.push({ unit, why: "part" });
    byUnit.push([unit, given.texts]);
  }
  const change = {
    processId: process.id,
    actor,
    action: audit["translation.imported"],
    subject: scope.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    let units = 0;
    for (const [unit, given] of byUnit) {
      if (given.size === 0) continue;
      const stands = await unitRow(tx, scope, unit, language);
      const known = stands && workedOn(stands);
      const source = sources.get(unit) as UnitTexts;
      const right = current(known, source);
      const isUntouched = ([field, one]: [string, { target: string; isOld?: boolean }]) =>
        one.isOld === true &&
        (known?.origin === "machine" || ownValue(right, field) === undefined) &&
        ownValue(known?.texts, field) === one.target;
      const texts = [...given].filter((one) => !isUntouched(one));
      if (texts.length < given.size)
        left.push({ unit, why: known?.origin === "machine" ? "machine" : "old" });
      if (texts.length === 0) continue;
      const merged = { ...right, ...Object.fromEntries(texts.map(([field, { target }]) => [field, target])) };
      const isSame =
        known &&
        known.origin !== "machine" &&
        translationState(known, source) !== "stale" &&
        Object.keys(merged).every((name) => ownValue(merged, name) === ownValue(known.texts, name));
      if (isSame) continue;
      const revision = known?.revision ?? 0;
      const stored = await store(deps, tx, process, scope, {
        language,
        actor,
        known: stands,
        input: { unit, revision, texts: merged, source },
      });
      if (!stored.ok) return stored;
      units++;
    }
    if (units > 0) await tellReviewers(deps, tx, { process, scope, language, actor });
    return ok({ units, left });
  });
}

type Given = ReadonlyMap<string, { readonly target: string; readonly isOld?: boolean }>;

/** The translations of a unit that a file brings, by its fields; why they cannot be taken. */
function givenFor(
  parts: readonly Piece[],
  source: UnitTexts | undefined,
): { texts: Given; isPartly: boolean } | Pick<XliffProblem, "code"> {
  if (!source) return { code: "unknown-unit" };
  const isAsGiven = parts.every(({ field, isBetween }) => isBetween || ownValue(source, field) !== undefined);
  const texts = new Map<string, { target: string; isOld?: boolean }>();
  let isPartly = false;
  if (isAsGiven) {
    for (const one of parts.filter(({ isBetween }) => !isBetween)) {
      if (ownValue(source, one.field) !== one.source) return { code: "changed-source" };
      if (one.target !== "")
        texts.set(one.field, { target: one.target, ...(one.isOld ? { isOld: true } : {}) });
    }
  } else {
    const joined = joinPieces(parts, source);
    if (joined.isChanged) return { code: "changed-source" };
    isPartly = joined.isPartly;
    for (const [field, one] of joined.texts) texts.set(field, one);
  }
  const kept = [...texts].map(([field, one]) => [field, { ...one, target: cleaned(one.target) }] as const);
  if (kept.some(([, { target }]) => !isPlain(target.replace(/[\n\t]/g, "")))) return { code: "unknown-unit" };
  return { texts: new Map(kept), isPartly };
}
