import { PgPreparedQuery } from "drizzle-orm/pg-core";

type Query = { queryWithCache(text: string, params: unknown, run: () => Promise<unknown>): Promise<unknown> };

/**
 * Tells of every statement that Drizzle hands to its driver in this process, PGlite or PostgreSQL, in a
 * transaction or not (`begin` and `commit` themselves are the driver's, and not told). Returns how to stop.
 */
export function watchStatements(tell: (text: string, params: unknown) => void): () => void {
  // Both drivers' statements go through this method of their common class.
  const queries = PgPreparedQuery.prototype as unknown as Query;
  const { queryWithCache } = queries;
  if (typeof queryWithCache !== "function") throw new Error("Drizzle runs its statements in another way");
  queries.queryWithCache = function (text, params, run) {
    tell(text, params);
    return queryWithCache.call(this, text, params, run);
  };
  return () => {
    queries.queryWithCache = queryWithCache;
  };
}
