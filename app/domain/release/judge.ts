import type { ApprovalResult } from "../approvals/result";
import type { Evidence, GateRule, GateState } from "./gates";

/** What gates are computed from: a draft at one moment. */
export type GateFacts = {
  readonly draft: string;
  /** Its newest approval; null where none was opened. */
  readonly approval: { readonly number: number; readonly result: ApprovalResult | null } | null;
  readonly systems: { readonly meet: number; readonly incomplete: number; readonly all: number };
  /** Null under embargo. */
  readonly endorsements: number | null;
};

/** A declared gate. Days are ISO days in UTC. */
export type Gate = {
  readonly id: string;
  readonly title: GateState["title"];
  readonly rule: GateRule;
  readonly dueOn: string;
};

type Judged = Pick<GateState, "isMet" | "evidence" | "missing">;

/** The state of every gate, in their order. Gates of readiness are judged by all the others. */
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
    .map((gate) => stateOf(gate, judge(gate.rule, facts)));
  return gates.map((gate) => {
    const known = others.find(({ id }) => id === gate.id);
    return known ?? stateOf(gate, judgeReadiness(gate, others, day));
  });
}

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
      evidence: [],
      missing: [{ says: "noApproval", values: { draft }, path: "/approvals" }],
    };
  const path = `/approvals/${approval.number}`;
  const { result } = approval;
  const { number } = approval;
  if (!result)
    return { isMet: false, evidence: [], missing: [{ says: "approvalOpen", values: { number }, path }] };
  const groups = Object.entries(result.groups);
  const line = (says: string, group: string): Evidence => {
    const { taken = 0, share = null } = result.groups[group] ?? {};
    return { says, values: { group, taken, share: share ?? "–" }, path };
  };
  const missing = groups.filter(([, { isMet }]) => isMet === false).map(([key]) => line("groupNotMet", key));
  const regions = Object.entries(result.regions).filter(([, { isMet }]) => isMet === false);
  return {
    isMet: result.isMet,
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
  const lacking = Math.max(0, least - systems.meet);
  return {
    isMet: lacking === 0,
    evidence: [{ says: "systemsMeet", values: { count: systems.meet, all: systems.all }, path }],
    missing:
      lacking === 0
        ? []
        : [{ says: "systemsLacking", values: { count: lacking, incomplete: systems.incomplete }, path }],
  };
}

function judgeEndorsements({ endorsements, draft }: GateFacts, least: number): Judged {
  const path = `/endorsements?draft=${encodeURIComponent(draft)}`;
  if (endorsements === null)
    return { isMet: false, evidence: [], missing: [{ says: "embargo", values: {}, path }] };
  const lacking = Math.max(0, least - endorsements);
  return {
    isMet: lacking === 0,
    evidence: [{ says: "endorsed", values: { count: endorsements }, path }],
    missing: lacking === 0 ? [] : [{ says: "endorsementsLacking", values: { count: lacking }, path }],
  };
}

function judgeReadiness(gate: Gate, others: readonly GateState[], day: string): Judged {
  const open = others.filter(({ isMet }) => !isMet).length;
  const isLate = day > gate.dueOn;
  return {
    isMet: open === 0 && !isLate,
    evidence: [
      { says: "gatesMet", values: { count: others.length - open, all: others.length }, path: "/board" },
    ],
    missing: [
      ...(open > 0 ? [{ says: "gatesOpen", values: { count: open }, path: "/board" }] : []),
      ...(isLate ? [{ says: "dayPassed", values: { day: gate.dueOn }, path: "/board" }] : []),
    ],
  };
}
