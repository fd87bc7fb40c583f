import { compareWords, type WordPart } from "~/kernel/text/wordDiff";
import { alignSteps, type Group } from "./align";
import type { Clause } from "./clause";

/** What a clause of the new version is beside its text. */
type Shape = Pick<Clause, "id" | "kind" | "stability" | "origins">;
export type ChangeKind = "kept" | "edited" | "split" | "merged" | "added" | "removed";

/**
 * What became of a group of clauses. `from` and `to` are places in the old and the new version.
 * `words` compares their texts, joined by `clauseEnd`, heading and body by `headingEnd`.
 */
export type Change = {
  readonly kind: ChangeKind;
  /** Stands elsewhere among the clauses that both versions have. */
  readonly moved: boolean;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly shapes: readonly Shape[];
  readonly words: readonly WordPart[];
};

/** Between a heading and its body, and between clauses; input never contains either. */
const headingEnd = "\u2028";
const clauseEnd = "\u2029";

const textOf = ({ heading, body }: Pick<Clause, "heading" | "body">) => `${heading}${headingEnd}${body}`;
const joined = (clauses: readonly Pick<Clause, "heading" | "body">[]) => clauses.map(textOf).join(clauseEnd);

/**
 * Compares two versions, change by change in reading order: the new version's, each removed clause
 * after the one that it had followed. A generator that pauses (null) while it works, so that a
 * server can answer others in between.
 */
export function* compareSteps(before: readonly Clause[], after: readonly Clause[]): Generator<Change | null> {
  const groups = yield* alignSteps(before, after);
  const moved = movedGroups(groups);
  for (const group of inReadingOrder(groups)) {
    const old = group.from.map((index) => before[index] as Clause);
    const now = group.to.map((index) => after[index] as Clause);
    const words = compareWords(joined(old), joined(now));
    yield {
      kind: kindOf(old, now, words),
      moved: moved.has(group),
      from: group.from,
      to: group.to,
      shapes: now.map(({ id, kind, stability, origins }) => ({ id, kind, stability, origins })),
      words,
    };
  }
}

/** The whole comparison at once. */
export function compareClauses(before: readonly Clause[], after: readonly Clause[]): Change[] {
  return [...compareSteps(before, after)].filter((change) => change !== null);
}

/** Makes the new version of the old one and a comparison: what a comparison leaves out shows here. */
export function applyComparison(before: readonly Clause[], changes: readonly Change[]): Clause[] {
  const after: Clause[] = [];
  for (const { from, to, shapes, words } of changes) {
    const old = joined(from.map((index) => before[index] as Clause));
    const kept = words.filter(({ kind }) => kind !== "added").map(({ text }) => text);
    if (kept.join("") !== old) throw new Error("the comparison is of another text");
    if (to.length === 0) continue;
    const texts = words
      .filter(({ kind }) => kind !== "removed")
      .map(({ text }) => text)
      .join("")
      .split(clauseEnd);
    to.forEach((place, i) => {
      const [heading = "", body = ""] = (texts[i] as string).split(headingEnd);
      after[place] = { ...(shapes[i] as Shape), heading, body };
    });
  }
  return after;
}

function kindOf(old: readonly Clause[], now: readonly Clause[], words: readonly WordPart[]): ChangeKind {
  const [one] = old;
  const [other] = now;
  if (!one) return "added";
  if (!other) return "removed";
  if (now.length > 1) return "split";
  if (old.length > 1) return "merged";
  const isSame =
    one.kind === other.kind &&
    one.stability === other.stability &&
    words.every(({ kind }) => kind === "kept");
  return isSame ? "kept" : "edited";
}

/**
 * The fewest groups that must have moved: those outside a longest increasing subsequence of old
 * places, taken in new order.
 */
function movedGroups(groups: readonly Group[]): Set<Group> {
  const both = groups
    .filter(({ from, to }) => from.length > 0 && to.length > 0)
    .sort((a, b) => (a.to[0] as number) - (b.to[0] as number));
  const stay = longestIncreasing(both.map(({ from }) => from[0] as number));
  return new Set(both.filter((_, index) => !stay.has(index)));
}

/** Positions of a longest increasing subsequence (patience sorting). */
function longestIncreasing(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = index;
  });
  const positions = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] as number) positions.add(at);
  return positions;
}

function inReadingOrder(groups: readonly Group[]): Group[] {
  const present = groups
    .filter(({ to }) => to.length > 0)
    .sort((a, b) => (a.to[0] as number) - (b.to[0] as number));
  const removed = groups
    .filter(({ to }) => to.length === 0)
    .sort((a, b) => (a.from[0] as number) - (b.from[0] as number));
  const holder = new Map<number, Group>();
  for (const group of groups) for (const from of group.from) holder.set(from, group);
  const following = new Map<Group | null, Group[]>();
  for (const group of removed) {
    let at = (group.from[0] as number) - 1;
    while (at >= 0 && holder.get(at)?.to.length === 0) at--;
    const before = at < 0 ? null : (holder.get(at) as Group);
    following.set(before, [...(following.get(before) ?? []), group]);
  }
  return [...(following.get(null) ?? []), ...present.flatMap((one) => [one, ...(following.get(one) ?? [])])];
}
