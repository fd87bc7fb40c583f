import { distance } from "fastest-levenshtein";
import { looseKey } from "../text/nearest";
import { withParents } from "./domains";
import type { EndorsementKind } from "./endorsement";

/** Beyond this many, comparing each with each takes longer than a hint is worth. */
const mostCompared = 1_500;

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

/**
 * Pairs that may be one and the same: of one name and country, of one domain (or one below the
 * other), or of names one or two letters apart. A hint for a person to look at, nothing more.
 */
export function possibleDuplicates(all: readonly Compared[]): Pair[] {
  const keys = all.map((one) => ({ one, key: looseKey(one.name) }));
  const pairs: Pair[] = [];
  keys.forEach(({ one, key }, at) => {
    for (const earlier of keys.slice(0, keys.length > mostCompared ? 0 : at)) {
      const because = reasonOf(one, key, earlier.one, earlier.key);
      if (because) pairs.push({ first: earlier.one.number, second: one.number, because });
    }
  });
  return pairs;
}

function reasonOf(a: Compared, aKey: string, b: Compared, bKey: string): DuplicateReason | null {
  if (a.kind !== b.kind) return null;
  if (a.domain !== "" && b.domain !== "" && isSameSite(a.domain, b.domain)) return "domain";
  if (aKey === "" || a.country !== b.country) return null;
  if (aKey === bKey) return "name";
  const isLong = Math.min(aKey.length, bKey.length) >= 6 && Math.abs(aKey.length - bKey.length) <= 2;
  return isLong && distance(aKey, bKey) <= 2 ? "near" : null;
}

function isSameSite(a: string, b: string): boolean {
  return withParents(a).includes(b) || withParents(b).includes(a);
}
