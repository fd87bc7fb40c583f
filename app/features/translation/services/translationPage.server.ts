import type { Scope } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Match } from "~/features/translation/domain/memory";
import type { UnitsAsked } from "~/features/translation/domain/unitsAsked";
import { isAsked } from "~/features/translation/domain/unitsAsked";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import { compareWords } from "~/kernel/text/wordDiff";
import type { Actor, Deps } from "~/platform/deps";
import { lookUp } from "./glossary/lookUp.server";
import { recalled } from "./memory.server";
import { translationUnits } from "./translate.server";

const perPage = 40;

/**
 * How far a translation is, and a page of its units that were asked for, with what changed in their source since they were translated
 * and, for those who translate, what was translated before of what they say and what the glossary says of it.
 */
export async function readTranslation(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  scope: Scope,
  into: ContentLanguage,
  { actor, page, asked, mayEdit }: Reading,
) {
  const units = await translationUnits(deps, scope, into);
  const counts = { missing: 0, machine: 0, draft: 0, reviewed: 0, stale: 0 };
  for (const { state } of units) counts[state]++;
  const wanted = units.filter(({ source, state, row }) =>
    isAsked(asked, { state, source, texts: row?.texts ?? {} }),
  );
  const shown = wanted.slice((page - 1) * perPage, page * perPage);
  const beside = mayEdit ? await besideUnits(deps, process, into, shown) : () => nothingBeside;
  return {
    counts,
    total: units.length,
    found: wanted.length,
    page,
    pages: Math.ceil(wanted.length / perPage),
    units: shown.map((unit) => {
      const { id, source, state, row, read } = unit;
      return {
        id,
        state,
        source,
        texts: row?.texts ?? {},
        revision: row?.revision ?? 0,
        isOwn: actor !== null && row?.translatorId === actor.id,
        sentBack: row?.sentBack ?? "",
        isOfMachine: row?.origin != null,
        ...beside(unit),
        /** Beside what readers have, where another wording waits for a review. */
        instead:
          read && row
            ? Object.entries(row.texts).flatMap(([name, now]) => {
                const before = ownValue(read, name) ?? "";
                return now === before ? [] : [{ name, words: compareWords(before, now) }];
              })
            : [],
        since:
          state === "stale" && row
            ? Object.entries(source).flatMap(([name, now]) => {
                const before = ownValue(row.basedOn, name);
                return now === before ? [] : [{ name, words: compareWords(before ?? "", now) }];
              })
            : [],
      };
    }),
  };
}

type Unit = Awaited<ReturnType<typeof translationUnits>>[number];
type Remembered = Match & { readonly name: string; readonly words: ReturnType<typeof compareWords> };
type Beside = {
  /** Of fields that are not translated as they stand: what was translated before, with how its source differs. */
  readonly remembered: readonly Remembered[];
  /** By the field: terms of the glossary that its source has, and what may be looked at again in its translation. */
  readonly glossary: Readonly<Record<string, Awaited<ReturnType<typeof lookUp>>[number]>>;
};
const nothingBeside: Beside = { remembered: [], glossary: {} };

/** What those who translate see beside units, of all of them at once. */
async function besideUnits(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  into: ContentLanguage,
  units: readonly Unit[],
): Promise<(unit: Unit) => Beside> {
  const fields = units.flatMap(({ id, source, row }) =>
    Object.entries(source).flatMap(([name, text]) =>
      text === "" ? [] : [{ id, name, source: text, row, translation: ownValue(row?.texts, name) ?? "" }],
    ),
  );
  const open = fields.filter(
    ({ name, source, row, translation }) => ownValue(row?.basedOn, name) !== source || translation === "",
  );
  const [matches, said] = await Promise.all([
    recalled(
      deps,
      process,
      into,
      open.map(({ source }) => source),
    ),
    lookUp(deps, process, into, fields),
  ]);
  return ({ id, row, read }) => {
    // What stands in the form already, or is what readers have of the unit, need not be offered.
    const own = new Set<string>([...Object.values(row?.texts ?? {}), ...Object.values(read ?? {})]);
    return {
      remembered: open.flatMap((field, at) =>
        field.id !== id
          ? []
          : (matches[at] ?? [])
              .filter(({ target }) => !own.has(target))
              .map((match) => ({
                ...match,
                name: field.name,
                words: match.likeness === 100 ? [] : compareWords(match.source, field.source),
              })),
      ),
      glossary: Object.fromEntries(
        fields.flatMap((field, at) => {
          const one = said[at];
          return field.id === id && one && one.terms.length > 0 ? [[field.name, one]] : [];
        }),
      ),
    };
  };
}

type Reading = {
  readonly actor: Actor | null;
  readonly page: number;
  readonly asked: UnitsAsked;
  /** Whether who reads may translate, and is offered what was translated before. */
  readonly mayEdit: boolean;
};

export type TranslationUnit = Awaited<ReturnType<typeof readTranslation>>["units"][number];
