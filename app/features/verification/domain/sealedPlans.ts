import { type Plan, planHash, readPlan } from "~/features/plans/domain/plan";
import { confirmationFaults } from "~/features/plans/domain/secondOrganizers";
import { entriesOf, isAdopted, type ReadRecord } from "./readRecord";
import type { EntryOf } from "./shapes";
import type { Findings } from "./steps";

/** A plan as the record log sealed it. */
export type SealedPlan = { readonly entry: EntryOf<"plan">; readonly plan: Plan };

/** Holds the texts of plans against the record log. Those that can be read, in the order in which they were sealed. */
export function readPlans(
  texts: ReadonlyMap<number, string>,
  record: ReadRecord,
  findings: Findings,
): SealedPlan[] {
  const sealed: SealedPlan[] = [];
  const opened = openedAt(record);
  const entries = entriesOf(record, "plan");
  for (const entry of entries) {
    const fault = (code: string) => findings.fault("plan", code, entry.plan);
    if (sealed.some(({ plan }) => plan.plan === entry.plan)) fault("again");
    const text = texts.get(entry.plan);
    if (text === undefined) {
      fault("missing");
      continue;
    }
    if (planHash(text) !== entry.doc) fault("altered");
    const plan = readPlan(text);
    if (plan?.plan !== entry.plan) {
      fault("unreadable");
      continue;
    }
    const logs = plan.rounds.map(({ log }) => log);
    if (logs.join("\n") !== entry.rounds.join("\n")) fault("rounds");
    if (logs.some((log) => (opened.get(log) ?? Number.POSITIVE_INFINITY) < entry.index)) fault("late");
    sealed.push({ entry, plan });
  }
  for (const number of texts.keys())
    if (!entries.some(({ plan }) => plan === number)) findings.fault("plan", "unknown", number);
  checkReplaced(sealed, opened, findings);
  const places = sealed.map(({ entry, plan }) => ({ index: entry.index, plan }));
  for (const { code, where } of confirmationFaults(record.entries, places, ({ index }) =>
    wasAdopted(record, index),
  ))
    findings.fault("plan", code, where);
  return sealed;
}

const wasAdopted = (record: ReadRecord, index: number) => {
  const entry = record.entries[index];
  return entry !== undefined && isAdopted(record, entry);
};

/** Where the record log says that each round opened. */
const openedAt = (record: ReadRecord): ReadonlyMap<string, number> =>
  new Map(entriesOf(record, "open").map(({ ballots, index }) => [ballots, index]));

/** Of plans up to a place in the record log, those in whose place no other stands. */
export function inForce(sealed: readonly SealedPlan[], before = Number.POSITIVE_INFINITY): SealedPlan[] {
  const earlier = sealed.filter(({ entry }) => entry.index < before);
  return earlier.filter(({ plan }) => !earlier.some((other) => other.plan.replaces === plan.plan));
}

/** A plan is replaced only as long as none of its rounds has opened, and a round is in one plan that is in force. */
function checkReplaced(
  sealed: readonly SealedPlan[],
  opened: ReadonlyMap<string, number>,
  findings: Findings,
): void {
  for (const { entry, plan } of sealed) {
    const replaced = sealed.find((one) => one.plan.plan === plan.replaces);
    if (plan.replaces !== undefined && !replaced) findings.fault("plan", "replaces", plan.plan);
    if (replaced?.plan.rounds.some(({ log }) => (opened.get(log) ?? entry.index) < entry.index))
      findings.fault("plan", "replaced", replaced.plan.plan);
  }
  const named = new Set<string>();
  for (const { plan } of inForce(sealed))
    for (const { log } of plan.rounds) {
      if (named.has(log)) findings.fault("plan", "twice", log);
      named.add(log);
    }
}
