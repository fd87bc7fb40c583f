import { quorumVerdict } from "~/features/rules/domain/quorum";
import type { Plan } from "./plan";

/**
 * How a count stands to what was sealed: it is the plan's; it is the plan's, and rounds or voters are missing that nobody left
 * out; it is of other rounds or by another rule; or no plan had been sealed when its rounds opened.
 */
export const standings = ["complete", "incomplete", "explored", "unplanned"] as const;
export type Standing = (typeof standings)[number];

/** Why a count is not its plan's complete one. */
export const omissionCodes = [
  /** It can open no more. */
  "never-opened",
  /** It was declared void while it was open: after a restore nobody can hold its log against its anchors. */
  "void",
  "log-broken",
  "quorum",
  "quorum-workgroups",
  /** Of an exploration: a closed round was left out, one was still to come, or one does not belong. */
  "left-out",
  "still-open",
  "not-yet-opened",
  "added",
  "departed",
  "rule",
] as const;
export type OmissionCode = (typeof omissionCodes)[number];
/** `round` is the log of one; null where it is of the count as a whole. */
export type Omission = { readonly round: string | null; readonly code: OmissionCode };

/** The number of the round that an omission is of: logs end with it. Empty where it is of the whole count. */
export const roundIn = ({ round }: Omission): string => (round && /-(\d+)$/u.exec(round)?.[1]) ?? round ?? "";

/** With these a count still is its plan's, as far as it can be. */
const unavoidable: readonly OmissionCode[] = [
  "never-opened",
  "void",
  "log-broken",
  "quorum",
  "quorum-workgroups",
];

/** What became of a round of a plan. `lost`: it has not opened and can do so no more. */
export type RoundFact = {
  readonly log: string;
  readonly state: "lost" | "draft" | "open" | "closed" | "void" | "broken";
  /** Whether it was opened as its plan has it. */
  readonly isKept: boolean;
};

export type Turnout = {
  readonly voters: number;
  readonly onRoll: number;
  readonly workgroups: readonly { readonly voted: number; readonly onRoll: number }[];
};

/** A count, as it was made. */
export type Counted = Turnout & { readonly rule: string; readonly rounds: readonly string[] };

/** Every plan that is in force, and what became of its rounds. */
export type Sealed = { readonly plan: Plan; readonly facts: readonly RoundFact[] };

export type CountStanding = {
  /** The plan that it is held against. */
  readonly plan: number | null;
  readonly standing: Standing;
  readonly omitted: readonly Omission[];
};

export const unplanned: CountStanding = { plan: null, standing: "unplanned", omitted: [] };

/**
 * How a count stands to the plans in force: to the one that names most of its rounds. Of rounds that none names it is an
 * exploration too, once any plan had been sealed before one of them opened: `isAfterPlan`.
 */
export function standingOf(counted: Counted, plans: readonly Sealed[], isAfterPlan: boolean): CountStanding {
  const nearest = plans
    .map((sealed) => ({ sealed, shared: sharedWith(counted, sealed.plan) }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared || a.sealed.plan.plan - b.sealed.plan.plan)[0];
  if (!nearest) return isAfterPlan ? { ...unplanned, standing: "explored" } : unplanned;
  const { plan } = nearest.sealed;
  const omitted = omissionsOf(counted, nearest.sealed);
  const isExplored = omitted.some(({ code }) => !unavoidable.includes(code));
  const standing = omitted.length === 0 ? "complete" : isExplored ? "explored" : "incomplete";
  return { plan: plan.plan, standing, omitted };
}

const sharedWith = ({ rounds }: Counted, plan: Plan) =>
  plan.rounds.filter(({ log }) => rounds.includes(log)).length;

function omissionsOf(counted: Counted, { plan, facts }: Sealed): Omission[] {
  const named = plan.rounds.map(({ log }): Omission[] => {
    const fact = facts.find((one) => one.log === log);
    const code = counted.rounds.includes(log) ? codeOfCounted(fact) : codeOfMissing(fact);
    return code ? [{ round: log, code }] : [];
  });
  const known = plan.rounds.map(({ log }) => log);
  const added = counted.rounds
    .filter((log) => !known.includes(log))
    .map((round): Omission => ({ round, code: "added" }));
  const whole: Omission[] = [
    ...(counted.rule === plan.rule ? [] : [{ round: null, code: "rule" as const }]),
    ...missedQuorum(plan, counted).map((code) => ({ round: null, code })),
  ];
  return [...named.flat(), ...added, ...whole];
}

function codeOfCounted(fact: RoundFact | undefined): OmissionCode | null {
  return fact?.isKept && fact.state !== "void" ? null : "departed";
}

function codeOfMissing(fact: RoundFact | undefined): OmissionCode {
  switch (fact?.state) {
    case "closed":
      return "left-out";
    case "open":
      return "still-open";
    case "draft":
      return "not-yet-opened";
    case "void":
      return "void";
    case "broken":
      return "log-broken";
    default:
      return "never-opened";
  }
}

/** Which quorum of a plan was missed. */
function missedQuorum({ quorum }: Plan, counted: Turnout): OmissionCode[] {
  const reached = counted.workgroups.filter(({ voted, onRoll }) =>
    isEnough(quorum.workgroup, { voters: voted, onRoll }),
  ).length;
  return [
    ...(isEnough(quorum, counted) ? [] : ["quorum" as const]),
    ...(reached >= quorum.workgroups ? [] : ["quorum-workgroups" as const]),
  ];
}

function isEnough(
  { voters, share }: { readonly voters: number; readonly share: string },
  turnout: { readonly voters: number; readonly onRoll: number },
): boolean {
  return quorumVerdict({ voters, turnout: share }, turnout)?.isReached ?? true;
}
