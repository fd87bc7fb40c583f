import { and, eq, inArray, isNull } from "drizzle-orm";
import type { CountStanding } from "~/features/plans/domain/standing";
import { findEntry } from "~/features/recordlog/services/read.server";
import { buildResult, type ResultDocument, resultHash } from "~/features/results/domain/resultDocument";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import { collectBallots } from "~/features/results/services/collectBallots.server";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { logStates } from "~/features/rounds/services/examineLogs.server";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import type { RoundId } from "~/kernel/ids";
import type { Examination, Finding } from "~/platform/registrations";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { ballotEntries, rounds } from "~db/schema/rounds";
import { standingOfCount } from "./counting/planOfCount.server";

/** How many of some rounds do not know that a result with them is published. */
function unmarked(db: Db, roundIds: readonly RoundId[]): Promise<number> {
  return db.$count(rounds, and(inArray(rounds.id, [...roundIds]), isNull(rounds.publishedAt)));
}

/** Checks what a result says of the sealed plans against the plans and its entry in the record log. */
async function planProblems(
  { db, roundKinds }: Examination,
  { processId, number, roundIds, result }: CompilationRow,
): Promise<string[]> {
  const [process] = await db.select().from(processes).where(eq(processes.id, processId));
  if (!process) return [];
  const says = standingOfResult(result);
  const again = await standingOfCount({ roundKinds }, db, process, { result, roundIds });
  const entry = await findEntry(db, processId, { kind: "count", name: String(number) });
  const recorded = entry && (JSON.parse(entry.entry) as CountStanding);
  // A round that was still to come may not have come since: what was an exploration stays one.
  const isOther = again.ok && again.value.standing !== says.standing && says.standing !== "explored";
  return [
    ...(again.ok ? [] : ["its plan is another than was sealed"]),
    ...(isOther ? [`it says ${says.standing}, the plans say ${again.value.standing}`] : []),
    ...(recorded && recorded.standing !== says.standing
      ? [`it says ${says.standing}, its entry in the record log ${recorded.standing}`]
      : []),
  ];
}

/**
 * Whether a recount gives the same result. Of smallest sets of voters that flip a band, which are tried by seat, it may name another of
 * the same size once an account was erased and its seat renamed.
 */
async function isSame(db: Db, again: ResultDocument, result: ResultDocument): Promise<boolean> {
  if (resultHash(again) === resultHash(result)) return true;
  if (result.ties || resultHash(withoutFlips(again)) !== resultHash(withoutFlips(result))) return false;
  const logs = result.rounds.map(({ log }) => log);
  return (
    (await db.$count(
      ballotEntries,
      and(inArray(ballotEntries.log, logs), eq(ballotEntries.kind, "erasure")),
    )) > 0
  );
}

const withoutFlips = (result: ResultDocument): ResultDocument => ({
  ...result,
  components: result.components.map((one) => ({ ...one, flip: null })),
});

/** Checks results against a recount of their logs, and the logs against the hashes of results. */
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
    const counted = buildResult(collected.value.box, rule, {
      process,
      compilation: number,
      rounds: collected.value.rounds,
      mapping: collected.value.mapping,
      // Whose seats they are is known here alone, and forgotten with an account: it stands as it was counted.
      severalTimes: result.severalTimes,
      ties: result.ties,
    });
    const again = result.plan ? { ...counted, plan: result.plan } : counted;
    const hash = (await isSame(db, again, result)) ? resultHash(result) : resultHash(again);
    if (again.declaredBefore !== result.declaredBefore)
      note("whether its rule was declared before voting is not what the logs say");
    if (compilation.declaredBefore !== (again.declaredBefore === "yes"))
      note("whether its rule was declared before voting is noted otherwise than in its document");
    for (const what of await planProblems(examination, compilation)) note(what);
    if (hash !== resultHash(result)) note("a recount gives another result");
    if (compilation.publishedAt && compilation.resultHash !== hash) note("its published hash does not match");
    const unwritten = result.rounds.filter(({ log }) => !states.get(log)?.results.includes(hash));
    if (compilation.publishedAt && unwritten.length > 0) note("a log does not end with its hash");
    if (compilation.publishedAt && (await unmarked(db, compilation.roundIds)) > 0)
      note("a round that it counts does not know that it is published");
  }
  return { findings };
}
