import { drawCurves, type EndorsedDay, growth } from "~/features/endorsements/domain/curve";
import type { EndorsementKind } from "~/features/endorsements/domain/endorsement";
import type { countByCountry } from "~/features/endorsements/domain/listed";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { directionOf, type Language } from "~/kernel/language/languages";
import { pagingOf } from "~/kernel/paging";
import { thisHour } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import { type EndorsableDraft, endorsableDrafts } from "./findEndorsement.server";
import {
  countAgain,
  countWithCountries,
  endorsementDays,
  hiddenReasons,
  listEndorsements,
  placeByName,
  type Reader,
} from "./listEndorsements.server";

const perPage = 50;

type ListQuery = {
  readonly language: Language;
  /** Label of a version; null for the newest. */
  readonly draft: string | null;
  readonly kind: EndorsementKind | null;
  readonly country: string | null;
  readonly page: number;
  /** Of an endorsement: the page that it is on is shown. */
  readonly number?: number | null;
};

/**
 * The wall of a version: counts, growth, names. Under embargo there is nothing but the moment on
 * which it ends (`shown` null), but for organizers. Null where there is no such version, or where
 * people were not asked about any.
 */
export async function publicEndorsements(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  reader: Reader,
  asked: ListQuery,
) {
  const all = await endorsableDrafts(deps.db, process);
  const draft = asked.draft === null ? all[0] : all.find(({ label }) => label === asked.draft);
  if (!draft) return null;
  const [days, counted, reasons] = await Promise.all([
    endorsementDays(deps, process, draft, reader),
    countWithCountries(deps, process, draft, reader, asked.language),
    hiddenReasons(deps, process, draft, reader),
  ]);
  return {
    draft: draft.label,
    textHash: draft.textHash,
    newest: (all[0] as EndorsableDraft).label,
    drafts: all.map(({ label }) => label),
    embargoUntil: embargoOf(deps, process),
    shown:
      days && counted && reasons
        ? {
            ...counted,
            ...(await figures(deps, all, draft, days, asked.language)),
            hidden: reasons,
            ...(await pageOf(deps, process, draft, reader, { ...asked, found: foundIn(counted, asked) })),
          }
        : null,
  };
}

async function figures(
  deps: Pick<Deps, "db" | "now">,
  all: readonly EndorsableDraft[],
  draft: EndorsableDraft,
  days: readonly EndorsedDay[],
  language: Language,
) {
  const points = growth(days);
  const before = all.filter(({ number }) => number < draft.number);
  const counted = await countAgain(deps, before, draft);
  const earlier = before.map(({ id, label }) => ({ label, total: 0, again: 0, ...counted.get(id) }));
  return {
    points,
    curves: drawCurves(points, thisHour(deps), directionOf(language) === "rtl"),
    earlier,
  };
}

/** How many of those that are counted are of the kind and country that somebody asks for. */
function foundIn(
  { countries }: { readonly countries: ReturnType<typeof countByCountry> },
  { kind, country }: Pick<ListQuery, "kind" | "country">,
): number {
  const of = { person: "people", organization: "organizations" } as const;
  return countries
    .filter((row) => country === null || row.country === country)
    .reduce((sum, row) => sum + row[kind === null ? "total" : of[kind]], 0);
}

/** A page of names, and where it stands. The database sorts and cuts, however many endorse. */
async function pageOf(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: EndorsableDraft,
  reader: Reader,
  { language, kind, country, page, number = null, found }: ListQuery & { readonly found: number },
) {
  const alike = { kind, country };
  const place =
    number === null
      ? null
      : await placeByName(deps.db, process, draft, number, { names: language, ...alike });
  const paging = pagingOf(found, place === null ? page : Math.floor(place / perPage) + 1, perPage);
  const window = { limit: perPage, offset: (paging.page - 1) * perPage };
  const wanted = { order: { names: language }, ...alike, ...window } as const;
  const names = (await listEndorsements(deps, process, draft, reader, wanted)) ?? [];
  return { found, page: paging.page, pages: paging.pages, names };
}
