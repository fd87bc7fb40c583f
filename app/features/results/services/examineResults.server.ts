import { and, eq, inArray, isNull } from "drizzle-orm";
import { buildResult, resultHash } from "~/features/results/domain/resultDocument";
import { collectBallots } from "~/features/results/services/collectBallots.server";
import { logStates } from "~/features/rounds/services/examineLogs.server";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import type { RoundId } from "~/kernel/ids";
import type { Examination, Finding } from "~/platform/registrations";
import type { Db } from "~db/client";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";

/** How many of some rounds do not know that a result with them is published. */
function unmarked(db: Db, roundIds: readonly RoundId[]): Promise<number> {
  return db.$count(rounds, and(inArray(rounds.id, [...roundIds]), isNull(rounds.publishedAt)));
}

/** Holds results against a recount of their logs, and the logs against the hashes of results. */
export async function examineResults(examination: Examination) {
  const { db, only } = examination;
  const states = await logStates(examination);
  const findings: Finding[] = [];
  const compiled = await db
    .select()
    .from(compilations)
    .where(only && eq(compilations.processId, only));
  for (const compilation of compiled) {
    const label = `result ${compilation.result.process}/${compilation.number}`;
    const note = (what: string) => findings.push({ log: label, index: null, what });
    const { rule, result } = compilation;
    if (ruleHash(rule) !== compilation.ruleHash) note("its rule does not match its hash");
    if (result.rounds.some(({ log }) => (states.get(log)?.problems.length ?? 1) > 0)) {
      note("it counts a log that does not verify");
      continue;
    }
    const collected = await collectBallots(db, compilation.processId, compilation.roundIds);
    if (!collected.ok) {
      note(`it cannot be counted again: ${collected.error.code}`);
      continue;
    }
    const { process, compilation: number } = result;
    const again = buildResult(collected.value.box, rule, {
      process,
      compilation: number,
      rounds: collected.value.rounds,
      mapping: collected.value.mapping,
      // Whose seats they are is known here alone, and forgotten with an account: it stands as it was counted.
      severalTimes: result.severalTimes,
    });
    const hash = resultHash(again);
    if (again.declaredBefore !== result.declaredBefore)
      note("whether its rule was declared before voting is not what the logs say");
    if (compilation.declaredBefore !== (again.declaredBefore === "yes"))
      note("whether its rule was declared before voting is noted otherwise than in its document");
    if (hash !== resultHash(result)) note("a recount gives another result");
    if (compilation.publishedAt && compilation.resultHash !== hash) note("its published hash does not match");
    const unwritten = result.rounds.filter(({ log }) => !states.get(log)?.results.includes(hash));
    if (compilation.publishedAt && unwritten.length > 0) note("a log does not end with its hash");
    if (compilation.publishedAt && (await unmarked(db, compilation.roundIds)) > 0)
      note("a round that it counts does not know that it is published");
  }
  return { findings };
}
