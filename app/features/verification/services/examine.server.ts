import { asc, eq } from "drizzle-orm";
import { examineApprovals } from "~/features/approvals/services/examineApprovals.server";
import { buildResult, resultHash } from "~/features/results/domain/resultDocument";
import { collectBallots } from "~/features/results/services/collectBallots.server";
import { type LogState, verifyLog } from "~/features/rounds/domain/verify";
import { logRows, seatsOf } from "~/features/rounds/services/read.server";
import { ruleHash } from "~/features/rules/domain/rule";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { compilations } from "~db/schema/results";
import { ballotLogs, ballotVoters, rounds } from "~db/schema/rounds";

export type Finding = { readonly log: string; readonly index: number | null; readonly what: string };

/**
 * Holds everything that is derived against what it derives from: logs against their own rules,
 * heads and rolls against the logs, rules against their hashes, results against a recount. Of one process,
 * or of all.
 */
export async function examine(
  deps: Pick<Deps, "db">,
  only?: ProcessId,
): Promise<{ logs: number; entries: number; findings: Finding[] }> {
  const heads = await deps.db
    .select({ head: ballotLogs, round: rounds })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(only && eq(rounds.processId, only))
    .orderBy(asc(ballotLogs.log));
  const findings: Finding[] = [];
  const states = new Map<string, LogState>();
  let entries = 0;
  for (const { head, round } of heads) {
    const note = (what: string, index: number | null = null) => findings.push({ log: head.log, index, what });
    const state = verifyLog(head.log, await logRows(deps.db, head.log));
    states.set(head.log, state);
    entries += state.size;
    for (const problem of state.problems) note(problem.kind, problem.index);
    if (state.size !== head.size) note(`the head says ${head.size} entries, there are ${state.size}`);
    if ((state.closedAt !== null) !== (head.state === "closed"))
      note(`the head says ${head.state}, the entries do not`);
    if (head.state !== round.state) note(`the round says ${round.state}, the head ${head.state}`);
    if (ruleHash(round.rule) !== round.ruleHash) note("the round's rule does not match its hash");
    if (state.rule !== round.ruleHash) note("the log was opened under another rule than the round has");

    const seats = await seatsOf(deps.db, round.id);
    const unseated = seats.filter(({ voter }) => !state.roll.has(voter)).length;
    if (unseated > 0) note(`${unseated} seats are not in the log's roll`);
    const lasts = await deps.db.select().from(ballotVoters).where(eq(ballotVoters.log, head.log));
    const counted = new Map(state.ballots.map(({ voter, leaf }) => [voter, leaf]));
    for (const { voter, lastLeaf, lastKind } of lasts) {
      const expected = lastKind === "cast" ? lastLeaf : null;
      if ((counted.get(voter) ?? null) !== expected)
        note(`voter ${voter.slice(0, 12)}… has another last entry`);
    }
  }
  await examineApprovals(deps, states, (log, what) => findings.push({ log, index: null, what }), only);
  const compiled = await deps.db
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
    const collected = await collectBallots(deps.db, compilation.processId, compilation.roundIds);
    if (!collected.ok) {
      note(`it cannot be counted again: ${collected.error.code}`);
      continue;
    }
    const { process, compilation: number, declaredBefore } = result;
    const again = buildResult(collected.value.box, rule, {
      process,
      compilation: number,
      declaredBefore,
      rounds: collected.value.rounds,
      mapping: collected.value.mapping,
    });
    const hash = resultHash(again);
    if (hash !== resultHash(result)) note("a recount gives another result");
    if (compilation.publishedAt && compilation.resultHash !== hash) note("its published hash does not match");
    const unwritten = result.rounds.filter(({ log }) => !states.get(log)?.results.includes(hash));
    if (compilation.publishedAt && unwritten.length > 0) note("a log does not end with its hash");
  }
  return { logs: heads.length, entries, findings };
}
