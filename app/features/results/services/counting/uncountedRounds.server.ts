import type { ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { roundsOf } from "~/features/rounds/services/read.server";
import type { Deps } from "~/platform/deps";

export type UncountedRound = {
  readonly number: number;
  /** Whether it was declared void: no result may count it. */
  readonly isVoid: boolean;
  /** Whether it was opened under the rule of this result, so that it could have been counted with it as declared. */
  readonly isSameRule: boolean;
  /** Numbers of the published results that count it. */
  readonly countedIn: readonly number[];
};

/** How many rounds are named one by one; the others are on the page of all votes. */
const mostNamed = 20;

export type UncountedRounds = {
  readonly total: number;
  /**
   * How many of them a reader has to be warned of: they were closed under the same rule when this was counted, but no
   * published result counts them. Rounds that came later, or that another result counts, cast no doubt on this one.
   */
  readonly leftOut: number;
  readonly first: readonly UncountedRound[];
};

/**
 * The closed rounds of a process that a result does not count: whoever counts may leave rounds out, and must not do
 * so unseen. Those that declared the same rule come first.
 */
export async function uncountedRounds(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  compilation: Pick<CompilationRow, "roundIds" | "ruleHash" | "createdAt">,
): Promise<UncountedRounds> {
  const rounds = await roundsOf(deps.db, process.id);
  const published = (await compilationHeadsOf(deps.db, process.id)).filter(
    ({ publishedAt }) => publishedAt !== null,
  );
  const counted = new Set(compilation.roundIds);
  const left = rounds
    .filter(({ id, state }) => state === "closed" && !counted.has(id))
    .map(({ id, number, ruleHash, closedAt, voidedAt }) => ({
      number,
      isVoid: voidedAt !== null,
      isSameRule: ruleHash === compilation.ruleHash,
      countedIn: published.filter(({ roundIds }) => roundIds.includes(id)).map((one) => one.number),
      wasThere: closedAt !== null && closedAt <= compilation.createdAt,
    }))
    .sort((a, b) => Number(b.isSameRule) - Number(a.isSameRule) || a.number - b.number);
  const leftOut = left.filter(
    (one) => !one.isVoid && one.isSameRule && one.wasThere && one.countedIn.length === 0,
  );
  return {
    total: left.length,
    leftOut: leftOut.length,
    first: left.slice(0, mostNamed).map(({ wasThere: _, ...one }) => one),
  };
}
