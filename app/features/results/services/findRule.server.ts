import type { ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { roundsOf } from "~/features/rounds/services/read.server";
import type { Rule } from "~/features/rules/domain/rule";
import { namedRule } from "~/features/rules/services/namedRule";
import { canonicalJson } from "~/kernel/hash/canonical";
import type { Deps } from "~/platform/deps";

/** A rule that a round or a published compilation of the process declares, by its hash. */
export async function findRule(deps: Pick<Deps, "db">, process: ProcessRow, hash: string) {
  const [rounds, compilations] = await Promise.all([
    roundsOf(deps.db, process.id),
    compilationHeadsOf(deps.db, process.id),
  ]);
  const under = rounds.filter((round) => round.ruleHash === hash);
  const published = compilations.find((one) => one.ruleHash === hash && one.publishedAt !== null);
  const rule: Rule | undefined = under[0]?.rule ?? published?.rule;
  if (!rule) return null;
  return {
    rule,
    named: namedRule(rule),
    hash,
    canonical: canonicalJson(rule),
    rounds: under.map(({ number, openedAt }) => ({ number, openedAt })),
  };
}
