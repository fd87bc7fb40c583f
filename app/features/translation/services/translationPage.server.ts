import type { Scope } from "~/features/drafts/services/translations.server";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import { compareWords } from "~/kernel/text/wordDiff";
import type { Actor, Deps } from "~/platform/deps";
import { translationUnits } from "./translate.server";

const perPage = 40;

/** How far a translation is, and a page of its units with what changed in their source since they were translated. */
export async function readTranslation(
  deps: Pick<Deps, "db">,
  scope: Scope,
  into: ContentLanguage,
  actor: Actor | null,
  page: number,
) {
  const units = await translationUnits(deps, scope, into);
  const counts = { missing: 0, draft: 0, reviewed: 0, stale: 0 };
  for (const { state } of units) counts[state]++;
  return {
    counts,
    total: units.length,
    page,
    pages: Math.ceil(units.length / perPage),
    units: units.slice((page - 1) * perPage, page * perPage).map(({ id, source, state, row, read }) => ({
      id,
      state,
      source,
      texts: row?.texts ?? {},
      revision: row?.revision ?? 0,
      isOwn: actor !== null && row?.translatorId === actor.id,
      sentBack: row?.sentBack ?? "",
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

export type TranslationUnit = Awaited<ReturnType<typeof readTranslation>>["units"][number];
