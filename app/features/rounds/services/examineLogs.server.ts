import { asc, eq } from "drizzle-orm";
import { termsHash } from "~/features/rounds/domain/terms";
import { type LogState, verifyLog } from "~/features/rounds/domain/verify";
import { anchorFindings } from "~/features/rounds/services/anchors/examineAnchors.server";
import {
  asDeclared,
  type ExtensionRow,
  extensionsOf,
  logRows,
  type RoundRow,
  seatsOf,
} from "~/features/rounds/services/read.server";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import type { Examination, Finding } from "~/platform/registrations";
import { processes } from "~db/schema/processes";
import { ballotLogs, ballotVoters, rounds } from "~db/schema/rounds";
import { workgroups } from "~db/schema/workgroups";

const verified = new WeakMap<Examination, Promise<Awaited<ReturnType<typeof verifyLogs>>>>();

/** The logs of an examination with what their entries say; each is verified once, however often it is asked for. */
function logsOf(examination: Examination): ReturnType<typeof verifyLogs> {
  const known = verified.get(examination) ?? verifyLogs(examination);
  verified.set(examination, known);
  return known;
}

/** By log, what its entries say. */
export async function logStates(examination: Examination): Promise<ReadonlyMap<string, LogState>> {
  return new Map((await logsOf(examination)).map(({ head, state }) => [head.log, state]));
}

async function verifyLogs({ db, roundKinds, only }: Examination) {
  const heads = await db
    .select({
      head: ballotLogs,
      round: rounds,
      process: { id: processes.id, slug: processes.slug },
      workgroup: workgroups.key,
    })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .leftJoin(workgroups, eq(workgroups.id, rounds.workgroupId))
    .where(only && eq(rounds.processId, only))
    .orderBy(asc(ballotLogs.log));
  const logs = [];
  for (const { head, round, process, workgroup } of heads) {
    const rows = await logRows(db, head.log);
    logs.push({
      head,
      round,
      process,
      workgroup,
      leaves: rows.map(({ leaf }) => leaf),
      state: verifyLog(head.log, rows, roundKinds[round.kind].ballot),
    });
  }
  return logs;
}

/** Checks logs against their own rules, and heads, rolls and rules against the logs. */
export async function examineLogs(examination: Examination) {
  const { db, roundKinds } = examination;
  const findings: Finding[] = [];
  const logs = await logsOf(examination);
  for (const { head, round, process, workgroup, state, leaves } of logs) {
    const note = (what: string, index: number | null = null) => findings.push({ log: head.log, index, what });
    for (const problem of state.problems) note(problem.kind, problem.index);
    if (state.size !== head.size) note(`the head says ${head.size} entries, there are ${state.size}`);
    if ((state.closedAt !== null) !== (head.state === "closed"))
      note(`the head says ${head.state}, the entries do not`);
    if (head.state !== round.state) note(`the round says ${round.state}, the head ${head.state}`);
    if (ruleHash(round.rule) !== round.ruleHash) note("the round's rule does not match its hash");
    if (state.rule !== round.ruleHash) note("the log was opened under another rule than the round has");

    const terms = await roundKinds[round.kind].terms(
      db,
      process,
      await asDeclared(db, round),
      workgroup === null ? null : { key: workgroup },
    );
    if (termsHash(terms) !== state.terms) note("the log was opened under other terms than the round has");

    for (const what of deadlineFaults(head, round, await extensionsOf(db, round.id))) note(what);
    findings.push(...(await anchorFindings(db, head.log, leaves)));
    const seats = await seatsOf(db, round.id);
    const unseated = seats.filter(({ voter }) => !state.roll.has(voter)).length;
    if (unseated > 0) note(`${unseated} seats are not in the log's roll`);
    const lasts = await db.select().from(ballotVoters).where(eq(ballotVoters.log, head.log));
    const counted = new Map(state.ballots.map(({ voter, leaf }) => [voter, leaf]));
    for (const { voter, lastLeaf, lastKind } of lasts) {
      const expected = lastKind === "cast" ? lastLeaf : null;
      if ((counted.get(voter) ?? null) !== expected)
        note(`voter ${voter.slice(0, 12)}… has another last entry`);
    }
  }
  const entries = logs.reduce((sum, { state }) => sum + state.size, 0);
  return { findings, counted: { logs: logs.length, entries } };
}

/** What is wrong with how a deadline was extended: log head and round must have the last one, and each must follow the one before. */
function deadlineFaults(
  head: Pick<typeof ballotLogs.$inferSelect, "closesAt">,
  round: Pick<RoundRow, "closesAt">,
  extensions: readonly ExtensionRow[],
): string[] {
  const faults: string[] = [];
  if (round.closesAt?.getTime() !== head.closesAt?.getTime())
    faults.push("the round has another deadline than the head");
  const last = extensions.at(-1);
  if (last && last.closesAt.getTime() !== round.closesAt?.getTime())
    faults.push("the round has another deadline than the last one to which it was put off");
  extensions.forEach((one, at) => {
    const before = extensions[at - 1];
    if (before && before.closesAt.getTime() !== one.former?.getTime())
      faults.push("a deadline was put off from another one than it was put off to before");
  });
  return faults;
}
