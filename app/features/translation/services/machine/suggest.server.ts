import type { Scope } from "~/features/drafts/services/translations.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type MachineFailure, mostAtOnce } from "~/features/translation/domain/machine";
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
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cleaned } from "~/kernel/text/cleaned";
import type { Actor, Deps } from "~/platform/deps";
import { type Limit, spend } from "~/platform/limits/limits.server";
import type { UnitTexts } from "~db/schema/drafts";
import "./machineDeps";

/** How often somebody may ask: each time costs the operator something. */
const asks: Limit = { name: "machine", most: 120, seconds: 3600 };

/** What of a part nobody has translated as it stands, and the revision of what there is. */
export type Open = {
  readonly unit: string;
  readonly revision: number;
  readonly source: UnitTexts;
  readonly fields: readonly string[];
  readonly texts: readonly string[];
};

type Unit = Awaited<ReturnType<typeof translationUnits>>[number];

/** What of a part a machine may translate; nothing where all of it is translated, by whomever. */
export function openIn({ id, source, row }: Unit): Open | null {
  const right = current(row ?? undefined, source);
  const open = Object.entries(source).filter(([name, text]) => text !== "" && !ownValue(right, name));
  if (open.length === 0) return null;
  return {
    ...{ unit: id, revision: row?.revision ?? 0, source },
    fields: open.map(([name]) => name),
    texts: open.map(([, text]) => text),
  };
}

/**
 * Has a machine translate what of a part nobody has translated as it stands. It is stored as made by a machine, and is nobody's
 * translation until a person has taken it. `machine_late` and `machine_failed` change nothing.
 */
export async function suggestByMachine(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  scope: Scope,
  { language, input }: { language: ContentLanguage; input: { unit: string; revision: number } },
): Promise<Result<undefined, Refusal>> {
  if (!deps.machine) return fail({ code: "not_found" });
  const units = await translationUnits(deps, scope, language);
  const unit = units.find(({ id }) => id === input.unit);
  const open = unit && openIn(unit);
  if (!open) return fail({ code: "not_found" });
  if (open.revision !== input.revision) return fail({ code: "edited_meanwhile" });
  const characters = open.texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > mostAtOnce.characters) return fail({ code: "too_large" });
  const may = await spend(deps, asks, actor.id);
  if (!may.ok) return may;
  const made = await askFor(deps, process, language, [open]);
  if (!made.ok) return made;
  const stored = await storeMade(deps, process, scope, { language, actor, made: made.value });
  if (!stored.ok) return stored;
  return stored.value === 0 ? fail({ code: "edited_meanwhile" }) : ok();
}

type Made = Open & { readonly made: readonly string[] };

/** Asks the machine for parts, without any transaction. */
export async function askFor(
  { machine }: Pick<Deps, "machine">,
  process: Pick<ProcessRow, "sourceLanguage">,
  into: ContentLanguage,
  open: readonly Open[],
): Promise<Result<readonly Made[], MachineFailure>> {
  if (!machine) return fail({ code: "machine_late" });
  const texts = open.flatMap((one) => one.texts);
  const answer = await machine({ from: process.sourceLanguage, into, texts });
  if (!answer.ok) return answer;
  const given = answer.value.map((text) => cleaned(text).trim());
  if (!given.every((text) => isPlain(text.replace(/[\n\t]/g, "")))) return fail({ code: "machine_failed" });
  let at = 0;
  return ok(
    open.map((one) => {
      const made = given.slice(at, at + one.texts.length);
      at += one.texts.length;
      return { ...one, made };
    }),
  );
}

type Storing = {
  readonly language: ContentLanguage;
  /** Who asked. */
  readonly actor: Actor | null;
  readonly made: readonly Made[];
};

/** Stores what a machine made of parts that are still as they were; returns how many. */
export function storeMade(
  deps: Deps,
  process: Pick<ProcessRow, "id"> & ProcessRow,
  scope: Scope,
  { language, actor, made }: Storing,
): Promise<Result<number, Refusal>> {
  const action = audit["machine.translated"];
  return changeProcess(deps, { processId: process.id, actor, action, subject: scope.name }, async (tx) => {
    let count = 0;
    for (const { unit, revision, source, fields, made: texts } of made) {
      const known = await unitRow(tx, scope, unit, language);
      if ((known?.revision ?? 0) !== revision) continue;
      const right = current(known && workedOn(known), source);
      const own = Object.fromEntries(fields.map((name, at) => [name, texts[at] ?? ""]));
      const input = { unit, revision, texts: { ...right, ...own }, source };
      const stored = await store(deps, tx, process, scope, { language, actor: null, known, input });
      // What one text of many is too heavy for is no reason to leave out the others.
      if (stored.ok) count++;
    }
    return ok(count);
  });
}
