import type { ContentLanguage } from "~/kernel/language/content";
import { collator, displayNames } from "~/kernel/language/intl";
import type { EndorsementKind } from "./endorsement";

/** An endorsement as the public sees it; addresses are no part of it. */
export type ListedEndorsement = {
  readonly id: string;
  readonly number: number;
  readonly kind: EndorsementKind;
  readonly name: string;
  readonly affiliation: string;
  readonly country: string;
  readonly statement: string;
  /** Of the statement. */
  readonly language: ContentLanguage;
  readonly domain: string;
  readonly signatory: string;
  readonly authority: string;
  readonly isExample: boolean;
  /** Since when it counts for the version. */
  readonly since: Date;
};

export type EndorsementCounts = {
  readonly people: number;
  readonly organizations: number;
  readonly total: number;
};

/** One endorsement, or so many that are alike. */
type Counted<K extends keyof ListedEndorsement> = Pick<ListedEndorsement, K> & { readonly count?: number };

/** How many there are of each kind. */
export function countByKind(all: readonly Counted<"kind">[]): EndorsementCounts {
  const of = (wanted: EndorsementKind) =>
    all.reduce((sum, { kind, count = 1 }) => sum + (kind === wanted ? count : 0), 0);
  const [people, organizations] = [of("person"), of("organization")];
  return { people, organizations, total: people + organizations };
}

/** How many there are of each country, the most first; "" stands for those who name none. */
export function countByCountry(all: readonly Counted<"kind" | "country">[], language: string) {
  const rows = new Map<string, { country: string; people: number; organizations: number; total: number }>();
  for (const { kind, country, count = 1 } of all) {
    const row = rows.get(country) ?? { country, people: 0, organizations: 0, total: 0 };
    if (kind === "person") row.people += count;
    else row.organizations += count;
    row.total += count;
    rows.set(country, row);
  }
  const names = displayNames(language, "region");
  const { compare } = collator(language, {});
  const name = (code: string) => names.of(code) ?? code;
  return [...rows.values()].sort(
    (a, b) =>
      b.total - a.total ||
      Number(a.country === "") - Number(b.country === "") ||
      (a.country === b.country ? 0 : compare(name(a.country), name(b.country))),
  );
}
