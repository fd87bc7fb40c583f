import { drawCurve, growth } from "~/features/endorsements/domain/curve";
import type { EndorsementKind } from "~/features/endorsements/domain/endorsement";
import {
  countByCountry,
  countByKind,
  type ListedEndorsement,
  sortByName,
} from "~/features/endorsements/domain/listed";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { directionOf, type Language } from "~/kernel/language/languages";
import { thisHour } from "~/platform/clock.server";

import type { Deps } from "~/platform/deps";
import { type EndorsableDraft, endorsableDrafts } from "./findEndorsement.server";
import { countAgain, hiddenReasons, listEndorsements, type Reader } from "./listEndorsements.server";

const perPage = 50;

type Asked = {
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
  asked: Asked,
) {
  const all = await endorsableDrafts(deps.db, process);
  const draft = asked.draft === null ? all[0] : all.find(({ label }) => label === asked.draft);
  if (!draft) return null;
  const [listed, reasons] = await Promise.all([
    listEndorsements(deps, process, draft, reader),
    hiddenReasons(deps, process, draft, reader),
  ]);
  return {
    draft: draft.label,
    textHash: draft.textHash,
    newest: (all[0] as EndorsableDraft).label,
    drafts: all.map(({ label }) => label),
    embargoUntil: embargoOf(deps, process),
    shown:
      listed && reasons
        ? {
            ...(await figures(deps, all, draft, listed, asked.language)),
            hidden: reasons,
            ...pageOf(listed, asked),
          }
        : null,
  };
}

async function figures(
  deps: Pick<Deps, "db" | "now">,
  all: readonly EndorsableDraft[],
  draft: EndorsableDraft,
  listed: readonly ListedEndorsement[],
  language: Language,
) {
  const points = growth(listed);
  const before = all.filter(({ number }) => number < draft.number);
  const counted = await countAgain(deps, before, draft);
  const earlier = before.map(({ id, label }) => ({ label, total: 0, again: 0, ...counted.get(id) }));
  return {
    counts: countByKind(listed),
    countries: countByCountry(listed, language),
    points,
    curve: drawCurve(points, thisHour(deps), directionOf(language) === "rtl"),
    earlier,
  };
}

function pageOf(
  listed: readonly ListedEndorsement[],
  { language, kind, country, page, number = null }: Asked,
) {
  const wanted = sortByName(
    listed.filter(
      (one) => (kind === null || one.kind === kind) && (country === null || one.country === country),
    ),
    language,
  );
  const place = number === null ? -1 : wanted.findIndex((one) => one.number === number);
  const pages = Math.max(1, Math.ceil(wanted.length / perPage));
  const at = place === -1 ? Math.min(Math.max(1, page), pages) : Math.floor(place / perPage) + 1;
  return {
    found: wanted.length,
    page: at,
    pages,
    names: wanted.slice((at - 1) * perPage, at * perPage),
  };
}
