const second = 1000;
const minute = 60 * second;

/**
 * When endorsers are asked about a version, and asked again after the mail server refused. Tries are
 * numbered; each comes as long after the moment since which somebody is to be asked as all before it
 * together (at once, after 1 minute, 3, 7, 15, …).
 */
export function tryIsDueAt(since: Date, tried: number): Date {
  return new Date(since.getTime() + (2 ** tried - 1) * minute);
}

/** A mail server that is away for days is waited for; the try with this number is not made any more. */
export const mostTries = 14;

/** The next try after one that was refused now; those whose time has passed are left out. */
export function nextTry(since: Date, tried: number, now: Date): number {
  const passed = Math.max(0, now.getTime() - since.getTime()) / minute;
  return Math.max(tried + 1, Math.floor(Math.log2(passed + 1)) + 1);
}

/**
 * What stands as the moment of asking while the mail has not gone out: nobody is asked before the
 * version was opened, so a moment that many seconds before says which try is next.
 */
export function askedMark(openedAt: Date, nextOne: number): Date {
  return new Date(openedAt.getTime() - nextOne * second);
}

/** The next try of whoever has not been asked yet; 0 for who has. */
export function tryIn(openedAt: Date, askedAt: Date): number {
  return Math.max(0, Math.round((openedAt.getTime() - askedAt.getTime()) / second));
}
