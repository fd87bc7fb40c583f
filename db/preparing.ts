import type { Sql, TransactionSql } from "postgres";

/** A statement is prepared when it comes for the third time, and a connection holds no more of them than this. */
const sightings = 3;
const mostPrepared = 1_000;
const mostSeen = 5_000;

/**
 * A client whose statements are prepared once they have come a few times: the database then parses and plans them once a
 * connection, and is asked for once instead of twice. Lists of changing length make texts that hardly
 * come again; those are sent as they are.
 */
export function preparing(client: Sql): Sql {
  const seen = new Map<string, number>();
  const prepared = new Set<string>();
  const isFrequent = (text: string): boolean => {
    if (prepared.has(text)) return true;
    if (prepared.size >= mostPrepared) return false;
    const times = (seen.get(text) ?? 0) + 1;
    if (times >= sightings) {
      seen.delete(text);
      prepared.add(text);
      return true;
    }
    const [oldest] = seen.keys();
    if (seen.size >= mostSeen && oldest !== undefined) seen.delete(oldest);
    seen.set(text, times);
    return false;
  };
  const wrap = <T extends Sql | TransactionSql>(one: T): T =>
    new Proxy(one, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name === "unsafe")
          return (text: string, params: unknown[] = [], options = {}) =>
            // What has no parameters may be several statements, and is asked for once as it is.
            target.unsafe(text, params as never[], {
              ...options,
              prepare: params.length > 0 && isFrequent(text),
            });
        if (name === "begin" || name === "savepoint")
          return (...args: unknown[]) => {
            const run = args.pop() as (tx: TransactionSql) => unknown;
            return Reflect.apply(value as never, target, [...args, (tx: TransactionSql) => run(wrap(tx))]);
          };
        return value;
      },
    });
  return wrap(client);
}
