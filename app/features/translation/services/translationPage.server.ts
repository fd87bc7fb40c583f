import type { Scope } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { UnitsAsked } from "~/features/translation/domain/unitsAsked";
import { isAsked } from "~/features/translation/domain/unitsAsked";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import { compareWords } from "~/kernel/text/wordDiff";
import type { Actor, Deps } from "~/platform/deps";
import { memoryOf } from "./memory.server";
import { translationUnits } from "./translate.server";

const perPage = 40;

/**
 * How far a translation is, and a page of its units that were asked for, with what changed in their source since they were translated
 * and, for those who translate, what was translated before of what they say.
 */
export async function readTranslation(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  scope: Scope,
  into: ContentLanguage,
  { actor, page, asked, mayEdit }: Reading,
) {
  const units = await translationUnits(deps, scope, into);
  const counts = { missing: 0, draft: 0, reviewed: 0, stale: 0 };
  for (const { state } of units) counts[state]++;
  const wanted = units.filter(({ source, state, row }) =>
    isAsked(asked, { state, source, texts: row?.texts ?? {} }),
  );
  const remembers = mayEdit ? await memoryOf(deps, process, scope, into) : () => [];
  return {
    counts,
    total: units.length,
    found: wanted.length,
    page,
    pages: Math.ceil(wanted.length / perPage),
    units: wanted.slice((page - 1) * perPage, page * perPage).map(({ id, source, state, row, read }) => ({
      id,
      state,
      source,
      texts: row?.texts ?? {},
      revision: row?.revision ?? 0,
      isOwn: actor !== null && row?.translatorId === actor.id,
      sentBack: row?.sentBack ?? "",
      /** Of fields that are not translated as they stand: what was translated before, with how its source differs. */
      remembered: Object.entries(source).flatMap(([name, text]) =>
        ownValue(row?.basedOn, name) === text && ownValue(row?.texts, name)
          ? []
          : remembers(id, text).map((match) => ({
              ...match,
              name,
              words: match.likeness === 100 ? [] : compareWords(match.source, text),
            })),
      ),
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
    })),
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
