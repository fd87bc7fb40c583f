import type { ProcessRow } from "~/features/processes/services/read.server";
import { type RoundRow, roundsOf } from "~/features/rounds/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { databaseNowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";

export type RoundPhase = "draft" | "open" | "closing" | "closed" | "compiled";

/** Where a round stands: `closing` is the moment between its deadline and the entry that closes it. */
export function phaseOf(round: RoundRow, now: Date): RoundPhase {
  if (round.state === "open" && round.closesAt && round.closesAt <= now) return "closing";
  if (round.state === "closed" && round.publishedAt) return "compiled";
  return round.state;
}

/** The process's rounds as its pages list them, each with its workgroup's name. */
export async function listRounds(deps: Pick<Deps, "db" | "now">, process: ProcessRow, language: Language) {
  const rounds = await roundsOf(deps.db, process.id);
  const [groups, now] = await Promise.all([
    workgroupsOf(deps.db, process.id),
    databaseNowAgainst(deps, ...rounds.map(({ closesAt }) => closesAt)),
  ]);
  return rounds.map((round) => ({
    id: round.id,
    number: round.number,
    title: localize(round.title, language),
    workgroup: groups.find(({ id }) => id === round.workgroupId)?.name ?? null,
    phase: phaseOf(round, now),
    ruleName: round.rule.name,
    ruleHash: round.ruleHash,
    closesAt: round.closesAt,
    closedAt: round.closedAt,
  }));
}
