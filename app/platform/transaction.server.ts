import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Db } from "~db/client";

class Rollback<T> extends Error {
  constructor(readonly outcome: Result<T, Refusal>) {
    super("rolled back");
  }
}

/** A transaction that is rolled back when its outcome is a refusal. */
export async function inTransaction<T>(
  db: Db,
  run: (tx: Db) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await db.transaction(async (tx) => {
      const outcome = await run(tx);
      if (!outcome.ok) throw new Rollback(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.outcome;
    throw error;
  }
}
