import { and, asc, eq } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { type Departure, departuresOf } from "~/features/plans/domain/departures";
import type { RoundFact, Sealed } from "~/features/plans/domain/standing";
import { voidedIn } from "~/features/plans/domain/voided";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { ballotsEntriesOf } from "~/features/recordlog/services/read.server";
import { termsHash } from "~/features/rounds/domain/terms";
import { verifyLog } from "~/features/rounds/domain/verify";
import { type ExtensionRow, logRows, type RoundRow, roundsOf } from "~/features/rounds/services/read.server";
import type { RoundKinds } from "~/features/rounds/services/roundKind";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Db } from "~db/client";
import { ballotEntries, ballotLogs, deadlineExtensions, rounds } from "~db/schema/rounds";
import { isReadable, plansOf, type SealedPlan } from "./read.server";
import { logOfRound, roundStands } from "./roundStands.server";

/** All that a plan of a process is made of. */
export type Plannable = Awaited<ReturnType<typeof readPlannable>>;

/** All that plans of a process are held against. */
export type Planning = Awaited<ReturnType<typeof readPlanning>>;

/** Reads what a plan of a process is made of, at once; `sealed` where it was read before. `isAltered`: there are plans that cannot be read. */
export async function readPlannable(db: Db, process: ProcessRow, sealed?: readonly SealedPlan[]) {
  const [stored, rows, groups, criteria, components] = await Promise.all([
    sealed ?? plansOf(db, process.id),
    roundsOf(db, process.id),
    workgroupsOf(db, process.id),
    criteriaOf(db, process.id),
    allComponents(db, process.id),
  ]);
  const keys = criteria.map(({ key }) => key);
  const plans = stored.filter(isReadable);
  const isAltered = plans.length < stored.length;
  return { process, plans, isAltered, rows, groups, criteria: keys, titles: criteria, components };
}

/** The same with what became of the rounds since they opened. */
export async function readPlanning(db: Db, process: ProcessRow, sealed?: readonly SealedPlan[]) {
  const [plannable, opened, extensions, voided] = await Promise.all([
    readPlannable(db, process, sealed),
    openedUnder(db, process),
    extensionsIn(db, process),
    voidedLogs(db, process.id),
  ]);
  return { ...plannable, opened, extensions, voided };
}

/** The ballot logs that were declared void. Hardly any log has one, and the rest is not read then. */
async function voidedLogs(db: Db, processId: ProcessRow["id"]): Promise<ReadonlySet<string>> {
  if ((await ballotsEntriesOf(db, processId, ["void"])).length === 0) return new Set();
  return voidedIn(await ballotsEntriesOf(db, processId, ["open", "close", "void"]));
}

/** How deadlines of a process were put off, in order. */
async function extensionsIn(db: Db, process: Pick<ProcessRow, "id">): Promise<ExtensionRow[]> {
  const all = await db
    .select({ extension: deadlineExtensions })
    .from(deadlineExtensions)
    .innerJoin(rounds, eq(rounds.id, deadlineExtensions.roundId))
    .where(eq(rounds.processId, process.id))
    .orderBy(asc(deadlineExtensions.closesAt), asc(rounds.number));
  return all.map(({ extension }) => extension);
}

/** The hashes of the terms with which ballot logs began, by log. */
async function openedUnder(db: Db, process: Pick<ProcessRow, "id">): Promise<ReadonlyMap<string, string>> {
  const opens = await db
    .select({ log: ballotEntries.log, entry: ballotEntries.entry })
    .from(ballotEntries)
    .innerJoin(ballotLogs, eq(ballotLogs.log, ballotEntries.log))
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(and(eq(rounds.processId, process.id), eq(rounds.kind, "components"), eq(ballotEntries.index, 0)));
  return new Map(opens.map(({ log, entry }) => [log, (JSON.parse(entry) as { terms: string }).terms]));
}

/** What became of a round of a plan, and in what it departs from it. */
export type RoundOfPlan = RoundFact & {
  readonly number: number | null;
  readonly departures: readonly Departure[];
};

export type PlanFacts = Sealed & { readonly rounds: readonly RoundOfPlan[] };

/** What became of the rounds of a plan by now. */
export function factsOf(planning: Planning, sealed: SealedPlan, now: Date): PlanFacts {
  const facts = sealed.plan.rounds.map(({ log }): RoundOfPlan => {
    const round = planning.rows.find((one) => logOfRound(planning.process, one) === log);
    if (round) return factOf(planning, sealed, round, now);
    return { log, number: null, state: "lost", isKept: false, departures: [] };
  });
  return { plan: sealed.plan, facts, rounds: facts };
}

function factOf(planning: Planning, sealed: SealedPlan, round: RoundRow, now: Date): RoundOfPlan {
  const log = logOfRound(planning.process, round);
  const base = { log, number: round.number };
  if (round.state === "draft" || !round.openedAt) {
    const opensBy = sealed.plan.rounds.find((one) => one.log === log)?.opensBy ?? "";
    const isLost = new Date(opensBy) < now || (round.closesAt !== null && round.closesAt <= now);
    const isKept = round.plan === sealed.number;
    return { ...base, state: isLost ? "lost" : "draft", isKept, departures: [] };
  }
  const workgroup = planning.groups.find(({ id }) => id === round.workgroupId)?.key ?? null;
  const opening = { workgroup, plan: sealed.hash, openedAt: round.openedAt };
  const putOff = planning.extensions.filter(({ roundId }) => roundId === round.id);
  // The terms are those that it opened with; it closes when it was put off to, in public.
  const declared = putOff[0] ? { ...round, closesAt: putOff[0].former } : round;
  const { terms } = roundStands(planning, declared, opening);
  const stands = {
    ...roundStands(planning, round, opening).stands,
    extendedTo: putOff.map(({ closesAt }) => closesAt.toISOString()),
  };
  const departures: Departure[] = [
    ...departuresOf(sealed.plan, stands),
    ...(round.plan === sealed.number ? [] : ["not-named" as const]),
  ];
  const isKept = departures.length === 0 && planning.opened.get(log) === termsHash(terms);
  return { ...base, state: planning.voided.has(log) ? "void" : round.state, isKept, departures };
}

/** The same with those closed rounds marked whose logs do not verify, so that nobody can count them. */
export async function withBrokenLogs(
  db: Db,
  roundKinds: RoundKinds,
  facts: PlanFacts,
  isCounted: (log: string) => boolean,
): Promise<PlanFacts> {
  const found: RoundOfPlan[] = [];
  for (const fact of facts.rounds) {
    const isLeftOut = fact.state === "closed" && !isCounted(fact.log);
    const rows = isLeftOut ? await logRows(db, fact.log) : [];
    const isBroken = isLeftOut && verifyLog(fact.log, rows, roundKinds.components.ballot).problems.length > 0;
    found.push(isBroken ? { ...fact, state: "broken" } : fact);
  }
  return { plan: facts.plan, facts: found, rounds: found };
}
