import type { ApprovalResult } from "~/features/approvals/domain/result";
import { ownValue } from "~/kernel/keyed";
import type { Evidence, GateRule, GateState } from "./gates";

/** What gates are computed from: a draft at one moment. Days are ISO days in UTC. */
export type GateFacts = {
  readonly draft: string;
  /** When it was published: nothing can be met before. */
  readonly publishedOn: string;
  /** Its newest approval; null where none was opened. */
  readonly approval: {
    readonly number: number;
    readonly result: ApprovalResult | null;
    readonly closedOn: string | null;
  } | null;
  readonly systems: {
    /** Those that meet it, with the day of the last word in their reviews. */
    readonly meet: readonly { readonly key: string; readonly name: string; readonly since: string }[];
    readonly incomplete: number;
    readonly all: number;
  };
  /** The days on which each came; null under embargo. */
  readonly endorsements: readonly string[] | null;
  /** What earlier snapshots of it show as met, and when they were taken. */
  readonly seen: readonly { readonly rule: GateRule; readonly day: string }[];
};

/** A declared gate. */
export type Gate = {
  readonly id: string;
  readonly title: GateState["title"];
  readonly rule: GateRule;
  readonly dueOn: string;
};

type Judged = Pick<GateState, "isMet" | "evidence" | "missing"> & { readonly metOn: string | null };

/**
 * The state of every gate, in their order. `metOn` is the first day of which the data or a snapshot shows
 * that a gate was met; by it, and not by today, a gate is met in time or late. Gates of readiness are judged
 * by all the others.
 */
export function judgeGates(gates: readonly Gate[], facts: GateFacts, day: string): GateState[] {
  const stateOf = (gate: Gate, judged: Judged): GateState => ({
    id: gate.id,
    kind: gate.rule.kind,
    title: gate.title,
    rule: gate.rule,
    dueOn: gate.dueOn,
    isOverdue: !judged.isMet && day > gate.dueOn,
    ...judged,
  });
  const others = gates
    .filter(({ rule }) => rule.kind !== "ready")
    .map((gate) => stateOf(gate, dated(judge(gate.rule, facts), gate.rule, facts, day)));
  return gates.map((gate) => {
    const known = others.find(({ id }) => id === gate.id);
    return known ?? stateOf(gate, judgeReadiness(gate, others, day));
  });
}

/** Not before the version was there, and no later than a snapshot saw it, or than now. */
function dated(judged: Judged, rule: GateRule, { publishedOn, seen }: GateFacts, day: string): Judged {
  if (!judged.isMet) return { ...judged, metOn: null };
  const found = judged.metOn === null ? day : latest([judged.metOn, publishedOn]);
  const snapshots = seen.filter((one) => isSameRule(one.rule, rule)).map((one) => one.day);
  return { ...judged, metOn: [found, day, ...snapshots].sort()[0] ?? day };
}

function isSameRule(one: GateRule, other: GateRule): boolean {
  return one.kind === other.kind && ("least" in one ? one.least : 0) === ("least" in other ? other.least : 0);
}

const latest = (days: readonly string[]) => [...days].sort().at(-1) ?? "";
/** When there were so many of them; null where there are not. */
const dayOfNth = (days: readonly string[], n: number) => [...days].sort()[n - 1] ?? null;

function judge(rule: GateRule, facts: GateFacts): Judged {
  switch (rule.kind) {
    case "support":
      return judgeSupport(facts);
    case "systems":
      return judgeSystems(facts, rule.least);
    case "endorsements":
      return judgeEndorsements(facts, rule.least);
    case "ready":
      throw new Error("readiness is judged by the other gates");
    default:
      return rule satisfies never;
  }
}

function judgeSupport({ approval, draft }: GateFacts): Judged {
  if (!approval)
    return {
      isMet: false,
      metOn: null,
      evidence: [],
      missing: [{ says: "noApproval", values: { draft }, path: "/approvals" }],
    };
  const path = `/approvals/${approval.number}`;
  const { result } = approval;
  const { number } = approval;
  if (!result)
    return {
      isMet: false,
      metOn: null,
      evidence: [],
      missing: [{ says: "approvalOpen", values: { number }, path }],
    };
  const groups = Object.entries(result.groups);
  const line = (says: string, group: string): Evidence => {
    const { taken = 0, share = null } = ownValue(result.groups, group) ?? {};
    return { says, values: { group, taken, share: share ?? "–" }, path };
  };
  const missing = groups.filter(([, { isMet }]) => isMet === false).map(([key]) => line("groupNotMet", key));
  const regions = Object.entries(result.regions).filter(([, { isMet }]) => isMet === false);
  return {
    isMet: result.isMet,
    metOn: approval.closedOn,
    evidence: [
      { says: "approvalCounted", values: { number, taken: result.total.taken }, path },
      ...groups.filter(([, { isMet }]) => isMet === true).map(([key]) => line("groupMet", key)),
    ],
    missing: [
      ...missing,
      ...regions.map(([region, { share }]) => ({
        says: "regionNotMet",
        values: { region, share: share ?? "–" },
        path,
      })),
      ...(result.total.isMet === false
        ? [{ says: "totalNotMet", values: { share: result.total.share ?? "–" }, path }]
        : []),
    ],
  };
}

function judgeSystems({ systems, draft }: GateFacts, least: number): Judged {
  const path = `/systems?draft=${encodeURIComponent(draft)}`;
  const { meet, all } = systems;
  const lacking = Math.max(0, least - meet.length);
  const counted = meet.map(({ key, name }) => ({
    name,
    path: `/systems/${key}?draft=${encodeURIComponent(draft)}`,
  }));
  return {
    isMet: lacking === 0,
    metOn: dayOfNth(
      meet.map(({ since }) => since),
      least,
    ),
    evidence: [{ says: "systemsMeet", values: { count: meet.length, all }, path, counted }],
    missing:
      lacking === 0
        ? []
        : [{ says: "systemsLacking", values: { count: lacking, incomplete: systems.incomplete }, path }],
  };
}

function judgeEndorsements({ endorsements, draft }: GateFacts, least: number): Judged {
  const path = `/endorsements?draft=${encodeURIComponent(draft)}`;
  if (endorsements === null)
    return { isMet: false, metOn: null, evidence: [], missing: [{ says: "embargo", values: {}, path }] };
  const lacking = Math.max(0, least - endorsements.length);
  return {
    isMet: lacking === 0,
    metOn: dayOfNth(endorsements, least),
    evidence: [{ says: "endorsed", values: { count: endorsements.length }, path }],
    missing: lacking === 0 ? [] : [{ says: "endorsementsLacking", values: { count: lacking }, path }],
  };
}

/** Ready is what has other gates, all of them met, the last of them by the day. Without any it says nothing. */
function judgeReadiness(gate: Gate, others: readonly GateState[], day: string): Judged {
  const open = others.filter(({ isMet }) => !isMet).length;
  const areMet = open === 0 && others.length > 0;
  const metOn = areMet ? latest(others.map((one) => one.metOn ?? day)) : null;
  const path = "/board";
  const isInTime = metOn !== null && metOn <= gate.dueOn;
  return {
    isMet: isInTime,
    metOn: isInTime ? metOn : null,
    evidence: [{ says: "gatesMet", values: { count: others.length - open, all: others.length }, path }],
    missing: [
      ...(others.length === 0 ? [{ says: "noOtherGate", values: {}, path }] : []),
      ...(open > 0 ? [{ says: "gatesOpen", values: { count: open }, path }] : []),
      ...(metOn !== null && !isInTime ? [{ says: "lastMetLate", values: { day: metOn }, path }] : []),
      ...(!areMet && day > gate.dueOn ? [{ says: "dayPassed", values: { day: gate.dueOn }, path }] : []),
    ],
  };
}
