import { distance } from "fastest-levenshtein";
import { looseKey } from "~/kernel/text/nearest";
import type { EndorsementKind } from "./endorsement";
import { withParents } from "./mailDomains";

export type Compared = {
  readonly number: number;
  readonly kind: EndorsementKind;
  readonly name: string;
  readonly country: string;
  readonly domain: string;
};
export type DuplicateReason = "name" | "domain" | "near";
export type Pair = {
  readonly first: number;
  readonly second: number;
  readonly because: DuplicateReason;
};

/** Names that differ a little mostly begin alike: so many letters. */
const alike = 4;
/** With how many of those that begin alike a name is compared, the nearest before it. */
const mostCompared = 100;

/**
 * Pairs that may be one and the same: of one name and country, of one domain (or one below the
 * other), or of names one or two letters apart that begin alike. Who names no country may be of any.
 * Each is paired with the last one before it that has its name or domain, so that there are never more
 * such pairs than endorsements. A hint for a person to look at, nothing more; the surest come first.
 * `isCut` says that so many names begin alike that not all of them were compared.
 */
export function possibleDuplicates(all: readonly Compared[]): { pairs: Pair[]; isCut: boolean } {
  const found = { domain: [] as Pair[], name: [] as Pair[], near: [] as Pair[] };
  const known = new Set<string>();
  const add = (because: DuplicateReason, first: number | undefined, second: number) => {
    if (first === undefined || known.has(`${first} ${second}`)) return;
    known.add(`${first} ${second}`);
    found[because].push({ first, second, because });
  };
  const sameSite = sites();
  const sameName = names();
  const near = nearNames();
  for (const one of all) {
    if (one.domain !== "") add("domain", sameSite(one), one.number);
    const key = looseKey(one.name);
    if (key === "") continue;
    add("name", sameName(one, key), one.number);
    for (const first of near.of(one, key)) add("near", first, one.number);
  }
  return { pairs: [...found.domain, ...found.name, ...found.near], isCut: near.isCut() };
}

/** The last one before of a domain, of one above it, or of one below it. */
function sites() {
  const at = new Map<string, number>();
  const below = new Map<string, number>();
  return ({ kind, domain, number }: Compared): number | undefined => {
    const above = withParents(domain).map((one) => `${kind} ${one}`);
    const [own = ""] = above;
    const first = above.map((one) => at.get(one)).find((one) => one !== undefined) ?? below.get(own);
    at.set(own, number);
    for (const one of above.slice(1)) below.set(one, number);
    return first;
  };
}

/** The last one before of a name, in the same country where both name one. */
function names() {
  const last = new Map<string, number>();
  return ({ kind, country, number }: Compared, key: string): number | undefined => {
    const inCountry = (one: string) => `${kind} ${one} ${key}`;
    const fitting = country === "" ? [inCountry("any")] : [inCountry(country), inCountry("")];
    const first = fitting.map((one) => last.get(one) ?? -1).reduce((a, b) => Math.max(a, b));
    for (const one of [inCountry(country), inCountry("any")]) last.set(one, number);
    return first === -1 ? undefined : first;
  };
}

/** All before whose name is a letter or two away, of those that begin alike. */
function nearNames() {
  const blocks = new Map<string, { one: Compared; key: string }[]>();
  let isCut = false;
  const of = (one: Compared, key: string): number[] => {
    const start = `${one.kind} ${key.slice(0, alike)}`;
    const block = blocks.get(start) ?? [];
    blocks.set(start, block);
    if (block.length > mostCompared) isCut = true;
    const fitting = block.slice(-mostCompared).filter((earlier) => isNear(one, key, earlier));
    block.push({ one, key });
    return fitting.map((earlier) => earlier.one.number);
  };
  return { of, isCut: () => isCut };
}

function isNear(a: Compared, aKey: string, { one: b, key: bKey }: { one: Compared; key: string }): boolean {
  if (a.country !== b.country && a.country !== "" && b.country !== "") return false;
  const isLong = Math.min(aKey.length, bKey.length) >= 6 && Math.abs(aKey.length - bKey.length) <= 2;
  return isLong && aKey !== bKey && distance(aKey, bKey) <= 2;
}
