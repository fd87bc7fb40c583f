import { asc, eq } from "drizzle-orm";
import type { Noted } from "~/features/recordlog/domain/entry";
import type { AsThingsStand } from "~/features/recordlog/services/recordLogDeps";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import { compilations } from "~db/schema/results";

/** Counts that were made, and results that were published. */
export const resultsStand: AsThingsStand = async (tx, processId) => {
  const rows = await tx
    .select()
    .from(compilations)
    .where(eq(compilations.processId, processId))
    .orderBy(asc(compilations.number));
  return rows.flatMap(({ number, ruleHash, result, resultHash }): Noted[] => {
    const standing = { count: number, ...standingOfResult(result) };
    const ballots = result.rounds.map(({ log }) => log);
    const count: Noted = { kind: "count", ...standing, rule: ruleHash, ballots };
    if (resultHash === null) return [count];
    return [count, { kind: "result", ...standing, result: resultHash, replaces: null }];
  });
};
