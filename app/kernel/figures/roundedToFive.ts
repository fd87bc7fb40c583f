/** Counts of people are shown in steps of this many. */
const shownStep = 5;

/**
 * How many accounts of one person's own the figures are to hold against: who has them knows what these say, and can take
 * them out of what is shown. More are a crowd, which no figure without chance in it withstands (decision 060).
 */
const ownAccounts = 5;

/** Whatever is told of people rests on at least this many of them, so on five whom nobody with `ownAccounts` knows. */
export const leastTold = shownStep + ownAccounts;

/**
 * A count of people as it may be shown: a multiple of five, not more than there were when it was counted;
 * null below ten, also for nobody.
 */
export type Shown = number | null;

/**
 * Rounds down to fives from ten on. Every sum and difference of such figures is a multiple of five too, so that no
 * calculation with them, in one table, between tables or between two days, comes to one to four people; and behind each of
 * them are five people at least whatever five accounts say that somebody made to find out.
 */
export function roundedToFive(count: number): Shown {
  return count < leastTold ? null : count - (count % shownStep);
}

/** Rounds down to tens, for what is watched while it grows: it moves with every tenth. */
export function inTens(count: number): Shown {
  return count < leastTold ? null : count - (count % leastTold);
}

/** Rounds up to fives, for what a share is taken of: such a share never claims too much. Nobody stays nobody. */
export function upInFives(count: number): number {
  return Math.ceil(count / shownStep) * shownStep;
}

/** A lag is one of so many numbers of people, from 0 on. */
export const lags = 5;

/** What is told of a count that is watched over time, and the secret number of people by which its next move lags. */
export type Step = { readonly count: number; readonly lag: number };

/**
 * What is told after a new count: as before, until that is ten and the lag away; then ten more or less, and so on. A new
 * lag is drawn with each move. So a figure moves only when five people whom nobody with five accounts knows are more, or fewer, than was told. And
 * those who bring accounts until it moves cannot tell of how many others it moved: nobody knows the lag, and how far it
 * moves says nothing (of exact counts, rounded, it would).
 *
 * Who is seen to come moves it in the eyes of others: it is called with a new count only once ten different people have come or changed
 * since the last (decision 094).
 */
export function stepped(before: Step, counted: number, draw: (limit: number) => number): Step {
  let { count, lag } = before;
  while (Math.abs(counted - count) >= leastTold + lag) {
    count += counted > count ? leastTold : -leastTold;
    lag = draw(lags);
  }
  return { count, lag };
}
