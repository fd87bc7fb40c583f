import type { ProcessRow, RoundRow } from "~/features/rounds/registrations/place.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { databaseNow } from "~db/client";
import { compilationsOf, roundsOf, workgroupsOf } from "~db/queries";

export type RoundPhase = "draft" | "open" | "closing" | "closed" | "compiled";

/** Where a round stands: `closing` is the moment between its deadline and the entry that closes it. */
export function phaseOf(round: RoundRow, now: Date, isCompiled: boolean): RoundPhase {
  if (round.state === "open" && round.closesAt && round.closesAt <= now) return "closing";
  if (round.state === "closed" && isCompiled) return "compiled";
  return round.state;
}

/** The process's rounds as its pages list them, each with its workgroup's name. */
export async function listRounds(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const [rounds, groups, compilations, now] = await Promise.all([
    roundsOf(deps.db, process.id),
    workgroupsOf(deps.db, process.id),
    compilationsOf(deps.db, process.id),
    databaseNow(deps.db),
  ]);
  const published = compilations.filter(({ publishedAt }) => publishedAt !== null);
  return rounds.map((round) => ({
    id: round.id,
    number: round.number,
    title: localize(round.title, language),
    workgroup: groups.find(({ id }) => id === round.workgroupId)?.name ?? null,
    phase: phaseOf(
      round,
      now,
      published.some(({ roundIds }) => roundIds.includes(round.id)),
    ),
    ruleName: round.rule.name,
    ruleHash: round.ruleHash,
    closesAt: round.closesAt,
    closedAt: round.closedAt,
  }));
}

/** The compilations a reader may see: published ones, and for organizers the others. */
export async function listCompilations(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  withUnpublished: boolean,
) {
  return (await compilationsOf(deps.db, process.id))
    .filter(({ publishedAt }) => publishedAt !== null || withUnpublished)
    .map((one) => ({
      number: one.number,
      title: localize(one.title, language),
      ruleName: one.rule.name,
      declaredBefore: one.declaredBefore,
      publishedAt: one.publishedAt,
      voters: one.result.voters,
      components: one.result.components.length,
    }));
}
