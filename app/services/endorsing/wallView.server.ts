import type { Language } from "~/contracts/languages";
import { drawCurve, growth } from "~/domain/endorsements/curve";
import type { EndorsementKind } from "~/domain/endorsements/endorsement";
import {
  countByCountry,
  countByKind,
  type ListedEndorsement,
  sortByName,
} from "~/domain/endorsements/listed";
import type { Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import { type EndorsableDraft, endorsableDrafts } from "./findEndorsement.server";
import { alsoIn, hiddenReasons, listEndorsements, type Reader } from "./listEndorsements.server";
import { embargoOf } from "./setEmbargo.server";

const perPage = 50;

type Asked = {
  readonly language: Language;
  /** Label of a version; null for the newest. */
  readonly draft: string | null;
  readonly kind: EndorsementKind | null;
  readonly country: string | null;
  readonly page: number;
};

/**
 * The wall of a version: counts, growth, names. Under embargo there is nothing but the moment on
 * which it ends (`shown` null), but for organizers. Null where there is no such version, or where
 * people were not asked about any.
 */
export async function wallView(
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
            ...(await figures(deps, process, reader, all, draft, listed, asked.language)),
            hidden: reasons,
            ...pageOf(listed, asked),
          }
        : null,
  };
}

async function figures(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  reader: Reader,
  all: readonly EndorsableDraft[],
  draft: EndorsableDraft,
  listed: readonly ListedEndorsement[],
  language: Language,
) {
  const points = growth(listed);
  const earlier: { label: string; total: number; again: number }[] = [];
  for (const one of all.filter(({ number }) => number < draft.number)) {
    const then = (await listEndorsements(deps, process, one, reader)) ?? [];
    earlier.push({ label: one.label, total: then.length, again: alsoIn(then, listed) });
  }
  return {
    counts: countByKind(listed),
    countries: countByCountry(listed, language),
    points,
    curve: drawCurve(points, deps.now(), language === "ar"),
    earlier,
  };
}

function pageOf(listed: readonly ListedEndorsement[], { language, kind, country, page }: Asked) {
  const wanted = listed.filter(
    (one) => (kind === null || one.kind === kind) && (country === null || one.country === country),
  );
  const pages = Math.max(1, Math.ceil(wanted.length / perPage));
  const at = Math.min(Math.max(1, page), pages);
  return {
    found: wanted.length,
    page: at,
    pages,
    names: sortByName(wanted, language).slice((at - 1) * perPage, at * perPage),
  };
}
