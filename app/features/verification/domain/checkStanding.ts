import { type Departure, departuresOf, type RoundStands } from "~/features/plans/domain/departures";
import { listHash } from "~/features/plans/domain/plan";
import {
  type CountStanding,
  type RoundFact,
  type Sealed,
  standingOf,
  type Turnout,
  unplanned,
} from "~/features/plans/domain/standing";
import { voidedIn } from "~/features/plans/domain/voided";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { sha256Hex } from "~/kernel/hash/sha256";
import type { Bundle } from "./bundle";
import type { CheckedRound } from "./checkRounds";
import { entriesOf, isAdopted, type ReadRecord } from "./readRecord";
import { inForce, type SealedPlan } from "./sealedPlans";
import type { ComponentsShape, EntryOf } from "./shapes";
import type { Findings } from "./steps";

export type World = {
  readonly bundle: Bundle;
  readonly record: ReadRecord;
  readonly plans: readonly SealedPlan[];
  readonly rounds: readonly CheckedRound[];
};

const areSame = (one: unknown, other: unknown) =>
  canonicalJson(one as CanonicalValue) === canonicalJson(other as CanonicalValue);

/**
 * Whether the result is the one of the record log and of the ballot logs, and stands to the plans as it says. `turnout` is null where
 * the ballots could not be read: then how it stands is not computed again.
 */
export function checkStanding(world: World, turnout: Turnout | null, findings: Findings): void {
  const { bundle, record, plans, rounds } = world;
  const { result, resultText } = bundle;
  const fault = (code: string, where: string | number = "") => findings.fault("standing", code, where);
  const isThis = ({ count }: { readonly count: number }) => count === result.compilation;
  const published = entriesOf(record, "result").filter(isThis);
  const counts = entriesOf(record, "count").filter(isThis);
  checkOnePerPlan(record, findings);
  checkNoneTooSoon(world, findings);
  for (const { number, state } of rounds)
    if (!state.results.includes(sha256Hex(resultText))) fault("unmarked", number);
  const [entry] = published;
  const [count] = counts;
  if (published.length > 1 || counts.length > 1) fault("again");
  if (!entry) fault("unrecorded");
  if (!count) fault("uncounted");
  if (!entry || !count) return;
  const says: CountStanding = result.plan ? standingIn(result.plan) : unplanned;
  if (sha256Hex(resultText) !== entry.result) fault("exchanged");
  if (!areSame(standingIn(entry), says)) fault("result");
  const ballots = result.rounds.map(({ log }) => log);
  const isCounted =
    areSame(standingIn(count), says) && count.rule === result.ruleHash && areSame(count.ballots, ballots);
  if (!isCounted) fault("count");
  if (count.index > entry.index) fault("order");
  const doc = plans.find(({ plan }) => plan.plan === says.plan)?.entry.doc ?? null;
  if (result.plan && result.plan.doc !== doc) fault("doc");
  if (isAdopted(record, count)) findings.notChecked("adopted");
  else if (turnout && !areSame(standingAt(world, turnout, count), says)) fault("standing");
  for (const omission of says.omitted)
    if (omission.code === "log-broken") findings.notChecked("omission", omission.round ?? "");
}

const standingIn = ({
  plan,
  standing,
  omitted,
}: {
  readonly plan: number | null;
  readonly standing: string;
  readonly omitted: readonly unknown[];
}) => ({ plan, standing, omitted }) as CountStanding;

/** A plan has one result; only where the first is incomplete, a complete one takes its place, and says so. */
function checkOnePerPlan(record: ReadRecord, findings: Findings): void {
  const standing = new Map<number, EntryOf<"result">>();
  for (const entry of entriesOf(record, "result")) {
    const isOwn = entry.standing === "complete" || entry.standing === "incomplete";
    if (!isOwn || entry.plan === null || isAdopted(record, entry)) continue;
    const before = standing.get(entry.plan);
    const isFirst = !before && entry.replaces === null;
    const isInPlace =
      before?.standing === "incomplete" && entry.standing === "complete" && entry.replaces === before.count;
    if (!isFirst && !isInPlace) findings.fault("standing", "second", entry.count);
    standing.set(entry.plan, entry);
  }
}

/** Ballots that are read once a plan is closed are not counted while one of its rounds could still be voted in. */
function checkNoneTooSoon({ record, plans }: World, findings: Findings): void {
  for (const count of entriesOf(record, "count")) {
    if (isAdopted(record, count)) continue;
    const isTooSoon = inForce(plans, count.index).some(
      ({ plan: { rounds } }) =>
        rounds.some(({ log, reveal }) => reveal === "at-plan-close" && count.ballots.includes(log)) &&
        rounds.some((round) => ["open", "draft"].includes(stateAt(record, round.log, { count, ...round }))),
    );
    if (isTooSoon) findings.fault("standing", "too-soon", count.count);
  }
}

/** How the count stands to the plans that were in force when it was made, by what the record log says had become of their rounds. */
function standingAt(world: World, turnout: Turnout, count: EntryOf<"count">): CountStanding {
  const { bundle, record, plans, rounds } = world;
  const { result } = bundle;
  const earlier = plans.filter(({ entry }) => entry.index < count.index);
  if (earlier.length === 0) return unplanned;
  const claimed = result.plan ? standingIn(result.plan).omitted : [];
  const sealed = inForce(plans, count.index).map(({ plan, entry }): Sealed => {
    const facts = plan.rounds.map(({ log, opensBy, closesAt }): RoundFact => {
      const state = stateAt(record, log, { count, opensBy, closesAt });
      const isBroken = claimed.some(({ round, code }) => round === log && code === "log-broken");
      const round = rounds.find((one) => one.log === log);
      return {
        log,
        state: state === "closed" && isBroken ? "broken" : state,
        isKept: round !== undefined && isKept(round, { plan, entry }, bundle, count),
      };
    });
    return { plan, facts };
  });
  const first = earlier[0]?.entry.index ?? 0;
  const isAfterPlan = rounds.some(({ open }) => open !== undefined && open.index > first);
  const counted = { ...turnout, rule: result.ruleHash, rounds: result.rounds.map(({ log }) => log) };
  return standingOf(counted, sealed, isAfterPlan);
}

type AtCount = {
  readonly count: EntryOf<"count">;
  readonly opensBy: string;
  readonly closesAt: string;
};

function stateAt(record: ReadRecord, log: string, { count, opensBy, closesAt }: AtCount): RoundFact["state"] {
  const isBefore = (kind: "open" | "close") =>
    entriesOf(record, kind).some(({ ballots, index }) => ballots === log && index < count.index);
  if (entriesOf(record, "void").some(({ ballots }) => ballots === log)) {
    const earlier = record.entries.slice(0, count.index);
    const ofBallots = earlier.filter(
      (entry) => entry.kind === "open" || entry.kind === "close" || entry.kind === "void",
    );
    if (voidedIn(ofBallots).has(log)) return "void";
  }
  if (isBefore("close")) return "closed";
  if (isBefore("open")) return "open";
  const now = Date.parse(count.at);
  return Date.parse(opensBy) < now || Date.parse(closesAt) <= now ? "lost" : "draft";
}

/** Whether a round opened under a plan as the plan has it. */
function isKept(
  round: CheckedRound,
  { plan, entry }: SealedPlan,
  { components }: Bundle,
  count: EntryOf<"count">,
): boolean {
  const { terms, open } = round;
  if (open?.plan !== plan.plan || terms.plan !== entry.doc) return false;
  return departures(round, { plan, entry }, components, count).length === 0;
}

function departures(
  { terms, open, log, extensions }: CheckedRound,
  { plan }: SealedPlan,
  components: ComponentsShape,
  count: EntryOf<"count">,
): Departure[] {
  if (!open) return ["not-named"];
  const extendedTo = extensions.filter(({ index }) => index < count.index).map(({ until }) => until);
  const stands: RoundStands = {
    log,
    rule: open.rule,
    components: listAt(components, terms.componentVersion),
    workgroup: terms.workgroup,
    asked: [...terms.asked],
    criteria: terms.criteria,
    notNecessary: terms.notNecessary,
    ...(terms.cannotJudge ? { cannotJudge: terms.cannotJudge } : {}),
    attribution: terms.attribution,
    roll: terms.workgroup === "public" ? "joins" : "frozen",
    reveal: terms.reveal,
    closesAt: extendedTo.at(-1) ?? terms.closesAt,
    extendedTo,
    openedAt: new Date(open.at),
  };
  return departuresOf(plan, stands);
}

/** A version of the list of components, as plans name it. */
function listAt({ components }: ComponentsShape, version: number) {
  const listed = components.filter(
    ({ since, retired }) => since <= version && (retired === null || retired > version),
  );
  return { version, hash: listHash(listed.map(({ key }) => key)) };
}
