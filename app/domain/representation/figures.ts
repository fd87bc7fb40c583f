/** By what people are counted. Answers to a process's own questions are breakdowns of their own: "self:KEY". */
export const breakdowns = ["group", "region", "language", "country"] as const;
export type Breakdown = (typeof breakdowns)[number];

/** What people do in a process; each person counts once in each. */
export const activities = ["registered", "voted", "commented", "spoke", "reviewed"] as const;
export type Activity = (typeof activities)[number];

/**
 * A count of people as it may be shown: a multiple of five, never more than there are; null below
 * five, also for nobody.
 */
export type Shown = number | null;
export type ShownByActivity = Readonly<Record<Activity, Shown>>;

/** Who took part, as it is stored and shown. */
export type Figures = {
  readonly total: ShownByActivity;
  readonly breakdowns: Readonly<Record<string, Readonly<Record<string, ShownByActivity>>>>;
};

/** Exact counts by breakdown and key; "total" has one key, the empty one. Private. */
export type Basis = Readonly<Record<string, Readonly<Record<string, Readonly<Record<Activity, number>>>>>>;

/** Counts of people are shown in steps of this many. */
const step = 5;

/**
 * Rounds down to fives. Every sum and difference of such figures is a multiple of five too, so that no
 * calculation with them, in one table, between tables or between two days, comes to one to four people.
 */
export function inFives(count: number): Shown {
  return count < step ? null : count - (count % step);
}

/** Counts of people by some trait of theirs, each as it may be shown. Keys keep their order. */
export function eachInFives(counts: Readonly<Record<string, number>>): Readonly<Record<string, Shown>> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, inFives(count)]));
}

/** Rounds up to fives, for what a share is taken of: such a share never claims too much. Nobody stays nobody. */
export function upInFives(count: number): number {
  return Math.ceil(count / step) * step;
}

/** How many must have come or changed before people are counted anew. */
export const leastChanges = step;

export type Target = { readonly breakdown: string; readonly key: string; readonly percent: number };
export type Gap = Target & {
  /** Whole percent of the people who registered; null where fewer than five did. */
  readonly share: number | null;
  /** Percentage points below the target. */
  readonly points: number;
};

/** Every target with what was reached, the widest gap first. Empty while too few people registered to say. */
export function gapsOf(figures: Figures, targets: readonly Target[]): Gap[] {
  const { registered } = figures.total;
  if (registered === null) return [];
  return targets
    .map((target): Gap => {
      const count = figures.breakdowns[target.breakdown]?.[target.key]?.registered ?? null;
      const share = count === null ? null : Math.round((count / registered) * 100);
      return { ...target, share, points: target.percent - (share ?? 0) };
    })
    .sort((a, b) => b.points - a.points);
}
