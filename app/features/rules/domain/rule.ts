import { ownValue } from "~/kernel/keyed";
import type { Band } from "./bands";
import type { Quorum } from "./quorum";

/**
 * A counting rule: everything that decides how ballots become bands. It is declared, published
 * and hashed before a round opens. Thresholds are texts like "3/2" because they are exact.
 */
export type Rule = {
  readonly version: 1;
  readonly name: string;
  /** cell: every (component, criterion) counts; person: a voter counts once for a component. */
  readonly count: "cell" | "person";
  readonly score: { readonly required: number; readonly not_necessary: number };
  /** workgroup: a voter's points are divided by the number who voted in the workgroup. */
  readonly unit: "voter" | "workgroup";
  /** Component → the component whose score it joins. */
  readonly merge: Readonly<Record<string, string>>;
  readonly exclude: "nobody" | "affiliated";
  /** Whether ballots of a public round stay apart or count as one more workgroup. */
  readonly publicBallots: "apart" | "as-workgroup";
  readonly classify: Classification;
  /** Without it a count stands however few voted. */
  readonly quorum?: Quorum;
};

export type Comparison = "at-least" | "more-than";
/** One step of a ladder: the first step that a component reaches names its band. */
export type Step = { readonly band: Band; readonly comparison: Comparison; readonly threshold: string };

export type Classification =
  /** Thresholds are multiples of the mean score over the components. */
  | { readonly method: "mean-multiples"; readonly steps: readonly Step[]; readonly otherwise: Band }
  /** Thresholds are shares of the most points the voters asked could have given. */
  | { readonly method: "share"; readonly steps: readonly Step[]; readonly otherwise: Band }
  /** Thresholds are shares of the workgroups asked in which a majority requires the component. */
  | {
      readonly method: "workgroup-majority";
      readonly majority: { readonly comparison: Comparison; readonly threshold: string };
      readonly steps: readonly Step[];
      readonly otherwise: Band;
    }
  /** As many bands as names, cut where the squared distances within bands are smallest. */
  | { readonly method: "k-means"; readonly bands: readonly Band[] };

/**
 * The merge map with chains followed to their end (a→b, b→c becomes a→c, b→c).
 * Returns undefined when the map runs in a circle.
 */
export function resolveMerge(merge: Readonly<Record<string, string>>): Map<string, string> | undefined {
  const resolved = new Map<string, string>();
  for (const start of Object.keys(merge)) {
    let target = start;
    const seen = new Set<string>();
    for (let next = ownValue(merge, target); next !== undefined; next = ownValue(merge, target)) {
      if (seen.has(target)) return undefined;
      seen.add(target);
      target = next;
    }
    resolved.set(start, target);
  }
  return resolved;
}
