import { type Scope, translationState } from "~/features/drafts/services/translations.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { readXliff, writeXliff, type XliffProblem } from "~/features/translation/domain/xliff";
import { audit } from "~/features/translation/feature";
import { current, store, translationUnits, unitRow } from "~/features/translation/services/translate.server";
import { isPlain } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cleaned } from "~/kernel/text/cleaned";
import type { Actor, Deps } from "~/platform/deps";
import type { UnitTexts } from "~db/schema/drafts";

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
                target: state === "stale" ? "" : (ownValue(row?.texts, field) ?? ""),
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
  for (const { unit, field, source, ...segment } of read.value.segments) {
    const target = cleaned(segment.target);
    const known = ownValue(sources.get(unit), field);
    if (known === undefined || !isPlain(target.replace(/[\n\t]/g, "")))
      return refused({ code: "unknown-unit", unit });
    if (known !== source) return refused({ code: "changed-source", unit });
    if (target !== "") byUnit.set(unit, { ...byUnit.get(unit), [field]: target });
  }
  const change = {
    processId: process.id,
    actor,
    action: audit["translation.imported"],
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
        Object.keys(merged).every((name) => ownValue(merged, name) === ownValue(known.texts, name));
      if (isSame) continue;
      const revision = known?.revision ?? 0;
      const stored = await store(deps, tx, process, scope, language, actor, {
        unit,
        revision,
        texts: merged,
        source,
        reviewed: false,
      });
      if (!stored.ok) return stored;
      units++;
    }
    return ok({ units });
  });
}
