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
  return wrap(client, isFrequent);
}

/** What is known of a transaction: the error with which it came to its end before its function did. */
type Fate = { lost?: unknown };

function wrap<T extends Sql | TransactionSql>(one: T, isFrequent: (text: string) => boolean, fate?: Fate): T {
  return new Proxy(one, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name === "unsafe")
        return (text: string, params: unknown[] = [], options = {}) => {
          if (fate?.lost !== undefined) throw fate.lost;
          // What has no parameters may be several statements, and is asked for once as it is.
          return target.unsafe(text, params as never[], {
            ...options,
            prepare: params.length > 0 && isFrequent(text),
          });
        };
      if (name === "begin" || name === "savepoint")
        return (...args: unknown[]) => {
          const run = args.pop() as (tx: TransactionSql) => unknown;
          const own: Fate = fate ?? {};
          const guarded = (tx: TransactionSql) => unlessLost(own, async () => run(wrap(tx, isFrequent, own)));
          const outcome: Promise<unknown> = Reflect.apply(value as never, target, [...args, guarded]);
          if (name === "begin")
            outcome.catch((error: unknown) => {
              own.lost = error ?? new Error("The transaction is over.");
            });
          return outcome;
        };
      return value;
    },
  });
}

/**
 * Runs what a transaction does. When the connection is lost the driver refuses the transaction, and then, on hearing that what it
 * did failed, sends ROLLBACK into the socket that is gone, which ends the process. So it does not hear of that: nobody waits for it
 * any more. The same holds for what goes on in a transaction that is lost, and for savepoints.
 */
async function unlessLost(fate: Fate, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    // The refusal has its turn first.
    await new Promise((resolve) => setImmediate(resolve));
    if (fate.lost !== undefined) return new Promise(() => {});
    throw error;
  }
}
