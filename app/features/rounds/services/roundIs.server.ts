import { type SQL, sql } from "drizzle-orm";

/**
 * Whether a round is open for what it is for, or closed so that it counts, in a statement in which rounds go by this name. One that was declared void
 * is neither: it takes nothing and is never counted, though its log is open until its deadline and closes then.
 */
export function roundIs(state: "open" | "closed", name = "rounds"): SQL {
  const round = sql.identifier(name);
  return sql`(${round}.state = ${sql.raw(`'${state}'`)} and ${round}.voided_at is null)`;
}
