import { sql } from "drizzle-orm";
import { rowsOf } from "~db/client";
import type { Deps } from "./deps";

type Moment = Date | null | undefined;

/**
 * The time. What is made for a visitor is given to others until one of the moments comes that it was held against;
 * who reads the clock without saying what for lets nothing be given to others.
 */
export type Clock = (() => Date) & {
  /** The time, for nothing but to be held against these moments; `at` where another clock was read. */
  readonly against?: (moments: readonly Moment[], at?: Date) => Date;
};

/** The time, for nothing but to be held against these moments. */
export function nowAgainst({ now }: Pick<Deps, "now">, ...moments: readonly Moment[]): Date {
  return now.against?.(moments) ?? now();
}

/** Holds a time that was read with `nowAgainst` against more moments, which were known only later. */
export function alsoAgainst({ now }: Pick<Deps, "now">, at: Date, ...moments: readonly Moment[]): void {
  now.against?.(moments, at);
}

/** Today's date (UTC), as "2030-01-31". */
export function today(deps: Pick<Deps, "now">): string {
  const at = nowAgainst(deps);
  const midnight = new Date(at);
  midnight.setUTCHours(24, 0, 0, 0);
  alsoAgainst(deps, at, midnight);
  return at.toISOString().slice(0, 10);
}

/** When this hour began: for what is drawn so small that nobody sees a minute. */
export function thisHour(deps: Pick<Deps, "now">): Date {
  const at = nowAgainst(deps);
  const [begun, over] = [new Date(at), new Date(at)];
  begun.setUTCMinutes(0, 0, 0);
  over.setUTCMinutes(60, 0, 0);
  alsoAgainst(deps, at, over);
  return begun;
}

/** A reading of the database's clock of which the moments are told that it is held against. */
export const comparedClock = "select clock_timestamp() as compared";

/** The database's time, for nothing but to be held against these moments. */
export async function databaseNowAgainst(
  deps: Pick<Deps, "db" | "now">,
  ...moments: readonly Moment[]
): Promise<Date> {
  const [row] = await rowsOf<{ compared: string | Date }>(deps.db, sql.raw(comparedClock));
  const at = new Date(row?.compared as string | Date);
  deps.now.against?.(moments, at);
  return at;
}
