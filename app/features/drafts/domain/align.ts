import { isWord, wordsOf } from "~/kernel/text/wordDiff";
import type { Clause } from "./clause";

/** Clauses that belong together: one on each side, or one that became several, or several that became one. */
export type Group = { readonly from: readonly number[]; readonly to: readonly number[] };

export type Aligned = Pick<Clause, "id" | "heading" | "body" | "kind"> & Partial<Pick<Clause, "origins">>;

/** Share of common words (Dice) from which two clauses without a common id are the same one, edited. */
const leastAlike = 0.5;
/** The same of two that begin with the same words in bold, or have the same heading; and what that adds. */
const leastWithLead = 0.25;
const forLead = 0.25;
/** What it takes away to stand at the other end of the text. */
const forPlace = 0.1;
/** Share of a clause's words that must come from another for it to be a part of that one. */
const leastContained = 0.6;
const fewestWords = 4;
/** Words in more clauses than this tell nothing about which one is meant. */
const mostCommon = 60;
const mostCandidates = 8;

type Bag = { readonly counts: ReadonlyMap<string, number>; readonly size: number };

/**
 * Finds which clauses of two versions belong together. Ids decide first, then declared origins, then
 * equal texts, then likeness (Dice's coefficient over words), then texts that lie within others.
 * Every clause is in exactly one group; a group is one to one, one to many, many to one, or alone.
 * Near linear in the number of clauses: likeness is computed only for those that share rare words.
 * A generator that pauses after each clause, so that a server can answer others in between.
 */
export function* alignSteps(before: readonly Aligned[], after: readonly Aligned[]): Generator<null, Group[]> {
  const links = new Links(before.length, after.length);
  byId(before, after, links);
  byOrigin(before, after, links);
  byText(before, after, links);
  if (links.isWhole()) return links.groups();
  const bags: Bags = { before: [], after: [] };
  yield* collect(before, bags.before);
  yield* collect(after, bags.after);
  yield* byLikeness(before, after, bags, links);
  yield* byContent(before, after, bags, links);
  return links.groups();
}

/** The whole alignment at once. */
export function alignClauses(before: readonly Aligned[], after: readonly Aligned[]): Group[] {
  const steps = alignSteps(before, after);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function* collect(clauses: readonly Aligned[], bags: Bag[]): Generator<null> {
  for (const clause of clauses) {
    bags.push(bagOf(clause));
    yield null;
  }
}

class Links {
  readonly #ofOld: (number[] | undefined)[];
  readonly #ofNew: (number[] | undefined)[];

  constructor(before: number, after: number) {
    this.#ofOld = new Array(before);
    this.#ofNew = new Array(after);
  }

  hasOld = (from: number) => this.#ofOld[from] !== undefined;
  hasNew = (to: number) => this.#ofNew[to] !== undefined;
  targets = (from: number): readonly number[] => this.#ofOld[from] ?? [];
  sources = (to: number): readonly number[] => this.#ofNew[to] ?? [];

  /** Whether every clause of both sides has been found. */
  isWhole(): boolean {
    const { length: olds } = this.#ofOld.filter((targets) => targets !== undefined);
    const { length: news } = this.#ofNew.filter((sources) => sources !== undefined);
    return olds === this.#ofOld.length && news === this.#ofNew.length;
  }

  /** Links two clauses unless that would make a group of several on both sides. */
  link(from: number, to: number): boolean {
    const targets = this.targets(from);
    const sources = this.sources(to);
    const isSplit = sources.length === 0 && targets.every((one) => this.sources(one).length === 1);
    const isMerge = targets.length === 0 && sources.every((one) => this.targets(one).length === 1);
    if (!isSplit && !isMerge) return false;
    this.#ofOld[from] = [...targets, to].sort((a, b) => a - b);
    this.#ofNew[to] = [...sources, from].sort((a, b) => a - b);
    return true;
  }

  groups(): Group[] {
    const groups: Group[] = [];
    for (let from = 0; from < this.#ofOld.length; from++) {
      const to = this.targets(from);
      const [first] = to;
      if (first === undefined) groups.push({ from: [from], to: [] });
      else if (this.sources(first)[0] === from) groups.push({ from: this.sources(first), to });
    }
    for (let to = 0; to < this.#ofNew.length; to++) if (!this.hasNew(to)) groups.push({ from: [], to: [to] });
    return groups;
  }
}

function byId(before: readonly Aligned[], after: readonly Aligned[], links: Links): void {
  const at = new Map(before.map(({ id }, index) => [id, index]));
  after.forEach(({ id }, to) => {
    const from = at.get(id);
    if (from !== undefined) links.link(from, to);
  });
}

/** What an editor split or merged says where it came from. */
function byOrigin(before: readonly Aligned[], after: readonly Aligned[], links: Links): void {
  const at = new Map(before.map(({ id }, index) => [id, index]));
  after.forEach(({ origins = [] }, to) => {
    const isNew = !links.hasNew(to);
    for (const origin of origins) {
      const from = at.get(origin);
      // A clause that both versions have was merged with only those that are gone.
      if (from !== undefined && (isNew || !links.hasOld(from))) links.link(from, to);
    }
  });
}

function byText(before: readonly Aligned[], after: readonly Aligned[], links: Links): void {
  const textOf = ({ kind, heading, body }: Aligned) =>
    JSON.stringify([kind === "section", heading.trim(), body.trim()]);
  const waiting = new Map<string, number[]>();
  before.forEach((clause, from) => {
    if (links.hasOld(from)) return;
    const same = waiting.get(textOf(clause));
    if (same) same.push(from);
    else waiting.set(textOf(clause), [from]);
  });
  after.forEach((clause, to) => {
    if (links.hasNew(to)) return;
    const from = waiting.get(textOf(clause))?.shift();
    if (from !== undefined) links.link(from, to);
  });
}

type Bags = { readonly before: Bag[]; readonly after: Bag[] };

function* byLikeness(
  before: readonly Aligned[],
  after: readonly Aligned[],
  bags: Bags,
  links: Links,
): Generator<null> {
  const near = nearby(bags.before, (from) => !links.hasOld(from));
  const leads = before.map(leadOf);
  const pairs: { from: number; to: number; worth: number }[] = [];
  for (const [to, clause] of after.entries()) {
    if (links.hasNew(to)) continue;
    yield null;
    const bag = bags.after[to] as Bag;
    const lead = leadOf(clause);
    for (const from of near(bag)) {
      if ((before[from]?.kind === "section") !== (clause.kind === "section")) continue;
      const other = bags.before[from] as Bag;
      const shared = (2 * common(bag, other)) / (bag.size + other.size);
      const hasLead = lead !== "" && lead === leads[from];
      // A text that begins with the same name is the same one, though half of it was written anew.
      const alike = hasLead && shared >= leastWithLead ? shared + forLead : shared;
      // Of texts that are about as alike, those that stand at the same place belong together.
      const apart = Math.abs(from / before.length - to / after.length);
      if (alike >= leastAlike) pairs.push({ from, to, worth: alike - forPlace * apart });
    }
  }
  pairs.sort((a, b) => b.worth - a.worth || Math.abs(a.from - a.to) - Math.abs(b.from - b.to) || a.to - b.to);
  for (const { from, to } of pairs) if (!links.hasOld(from) && !links.hasNew(to)) links.link(from, to);
}

/** New clauses whose words left an old one were split off it; old ones whose words entered a new one were merged into it. */
function* byContent(
  before: readonly Aligned[],
  after: readonly Aligned[],
  bags: Bags,
  links: Links,
): Generator<null> {
  const isClause = (clauses: readonly Aligned[], index: number) => clauses[index]?.kind !== "section";
  const bagsOf = (side: Bag[], indices: readonly number[]) => indices.map((index) => side[index] as Bag);
  const nearOld = nearby(bags.before, (from) => isClause(before, from));
  for (const to of after.keys()) {
    if (links.hasNew(to) || !isClause(after, to)) continue;
    yield null;
    const part = bags.after[to] as Bag;
    const from = bestHome(part, nearOld(part), (candidate) =>
      without(bags.before[candidate] as Bag, bagsOf(bags.after, links.targets(candidate))),
    );
    if (from !== undefined) links.link(from, to);
  }
  const nearNew = nearby(bags.after, (to) => isClause(after, to));
  for (const from of before.keys()) {
    if (links.hasOld(from) || !isClause(before, from)) continue;
    yield null;
    const part = bags.before[from] as Bag;
    const to = bestHome(part, nearNew(part), (candidate) =>
      without(bags.after[candidate] as Bag, bagsOf(bags.before, links.sources(candidate))),
    );
    if (to !== undefined) links.link(from, to);
  }
}

/** The words by which a clause is called: those in bold with which it begins, else its heading. */
export function leadOf(clause: Pick<Aligned, "heading" | "body"> | undefined): string {
  const [, bold] = /^(?:[-*+] )?(?:\*\*|__)(.{1,80}?)(?:\*\*|__)/u.exec(clause?.body ?? "") ?? [];
  return (bold ?? clause?.heading ?? "")
    .toLowerCase()
    .replace(/[\s\p{P}]+$/u, "")
    .trim();
}

function bestHome(part: Bag, candidates: readonly number[], free: (candidate: number) => Bag) {
  if (part.size < fewestWords) return undefined;
  let best: number | undefined;
  let most = leastContained;
  for (const candidate of candidates) {
    const contained = common(part, free(candidate)) / part.size;
    if (contained >= most) {
      if (best === undefined || contained > most) best = candidate;
      most = contained;
    }
  }
  return best;
}

/** A function that names, for a bag of words, the few of the given clauses that share most rare words with it. */
function nearby(bags: readonly Bag[], isMeant: (index: number) => boolean) {
  const holders = new Map<string, number[]>();
  for (const [index, { counts }] of bags.entries()) {
    if (!isMeant(index)) continue;
    for (const word of counts.keys()) {
      const known = holders.get(word);
      if (known) known.push(index);
      else holders.set(word, [index]);
    }
  }
  return (bag: Bag): number[] => {
    const shared = new Map<number, number>();
    for (const word of bag.counts.keys()) {
      const held = holders.get(word) ?? [];
      if (held.length > mostCommon) continue;
      for (const index of held) shared.set(index, (shared.get(index) ?? 0) + 1 / held.length);
    }
    return [...shared]
      .sort(([a, first], [b, second]) => second - first || a - b)
      .slice(0, mostCandidates)
      .map(([index]) => index);
  };
}

function bagOf({ heading, body }: Aligned): Bag {
  const counts = new Map<string, number>();
  let size = 0;
  for (const word of wordsOf(`${heading} ${body}`.toLowerCase())) {
    if (!isWord(word)) continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    size++;
  }
  return { counts, size };
}

function common(one: Bag, other: Bag): number {
  const [small, large] = one.counts.size < other.counts.size ? [one, other] : [other, one];
  let count = 0;
  for (const [word, times] of small.counts) count += Math.min(times, large.counts.get(word) ?? 0);
  return count;
}

function without(whole: Bag, parts: readonly Bag[]): Bag {
  if (parts.length === 0) return whole;
  const counts = new Map(whole.counts);
  let size = 0;
  for (const part of parts) {
    for (const [word, times] of part.counts) {
      const left = (counts.get(word) ?? 0) - times;
      if (left > 0) counts.set(word, left);
      else counts.delete(word);
    }
  }
  for (const times of counts.values()) size += times;
  return { counts, size };
}
