/** Counts of people are shown in steps of this many. */
export const shownStep = 5;

/**
 * A count of people as it may be shown: a multiple of five, not more than there were when it was counted;
 * null below five, also for nobody.
 */
export type Shown = number | null;

/**
 * Rounds down to fives. Every sum and difference of such figures is a multiple of five too, so that no
 * calculation with them, in one table, between tables or between two days, comes to one to four people.
 */
export function roundedToFive(count: number): Shown {
  return count < shownStep ? null : count - (count % shownStep);
}

/** Rounds up to fives, for what a share is taken of: such a share never claims too much. Nobody stays nobody. */
export function upInFives(count: number): number {
  return Math.ceil(count / shownStep) * shownStep;
}

/**
 * Of people who come one after the other those whose traits are counted: the first, as many as make whole fives.
 * Figures move with every fifth arrival, so that nobody's coming alone tells what they are.
 */
export function wholeFives<T>(arrivals: readonly T[]): readonly T[] {
  return arrivals.slice(0, arrivals.length - (arrivals.length % shownStep));
}
