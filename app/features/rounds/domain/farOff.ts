const year = 366 * 24 * 60 * 60 * 1000;

/**
 * Whether a moment that is set for a round is more than a year from now: that is a wrong number, and would hold a round open that
 * nobody can close sooner.
 */
export const isFarOff = (moment: Date, now: Date): boolean => moment.getTime() > now.getTime() + year;
