import { and, eq, gt, sql } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { type Db, rowsOf } from "~db/client";
import { limits } from "~db/schema/limits";

/** So many of something in so many seconds: for each address, person or mailbox. */
export type Limit = { readonly name: string; readonly most: number; readonly seconds: number };

type Clocked = { readonly db: Db; readonly now: () => Date };

/**
 * Takes one of what a limit allows, and says how many were taken and in how many seconds all can be taken anew. One
 * statement counts and stores, so that of many at once, on whatever node, each has a number of its own.
 */
export async function take(
  { db, now }: Clocked,
  { name, seconds }: Limit,
  whose: string,
): Promise<{ spent: number; seconds: number }> {
  const [at, until] = [now(), new Date(now().getTime() + seconds * 1000)].map((one) => one.toISOString());
  // Where a clock was set back, what it counted before is not waited for.
  const isOver = sql`(${limits.until} <= ${at}::timestamptz
    or ${limits.until} > ${until}::timestamptz + make_interval(secs => ${seconds}))`;
  const [row] = await rowsOf<{ spent: number; left: number }>(
    db,
    sql`insert into ${limits} (key, spent, until) values (${keyOf(name, whose)}, 1, ${until}::timestamptz)
        on conflict (key) do update set
          spent = case when ${isOver} then 1 else ${limits.spent} + 1 end,
          until = case when ${isOver} then excluded.until else ${limits.until} end
        returning spent, ceil(extract(epoch from until - ${at}::timestamptz))::integer as left`,
  );
  if (!row) throw new Error("what was taken of a limit was not stored");
  return { spent: row.spent, seconds: Math.max(1, row.left) };
}

/**
 * Takes one, or is refused with `too_many` and the seconds until there is more. In a transaction it is taken if that
 * commits; others of the same key wait for it.
 */
export async function spend(
  clocked: Clocked,
  limit: Limit,
  whose: string,
): Promise<Result<undefined, Refusal>> {
  const { spent, seconds } = await take(clocked, limit, whose);
  return spent > limit.most ? fail({ code: "too_many", after: seconds }) : ok();
}

/** Whether all of a limit is taken, without taking any. */
export async function isSpent({ db, now }: Clocked, limit: Limit, whose: string): Promise<boolean> {
  const [row] = await db
    .select({ spent: limits.spent })
    .from(limits)
    .where(and(eq(limits.key, keyOf(limit.name, whose)), gt(limits.until, now())));
  return (row?.spent ?? 0) >= limit.most;
}

/** Forgets what no longer counts. */
export async function forgetLimits({ db, now }: Clocked): Promise<void> {
  await db.execute(sql`delete from ${limits} where ${limits.until} <= ${now().toISOString()}::timestamptz`);
}

/** Nobody reads from the table who wrote to whom. */
const keyOf = (name: string, whose: string) => `${name} ${sha256Hex(whose)}`;
