import type { Plan, PlanRound } from "./plan";

/** In what a round can be another than its plan has it. */
export const departures = [
  "not-named",
  "rule",
  "list",
  "criteria",
  "workgroup",
  "asked",
  "answers",
  "attribution",
  "roll",
  "reveal",
  "closing",
  "late",
] as const;
export type Departure = (typeof departures)[number];

/** A round as it is opened, or was. */
export type RoundStands = Omit<PlanRound, "opensBy"> & {
  readonly rule: string;
  readonly components: Plan["components"];
  readonly criteria: readonly string[];
  readonly openedAt: Date;
  /** Closing times to which it was extended in public, each with its own entry in the record log. */
  readonly extendedTo: readonly string[];
};

/** In what a round departs from a plan; nothing where it keeps to it. */
export function departuresOf(plan: Plan, round: RoundStands): Departure[] {
  const planned = plan.rounds.find(({ log }) => log === round.log);
  if (!planned) return ["not-named"];
  const differs: Readonly<Record<Departure, boolean>> = {
    "not-named": false,
    rule: round.rule !== plan.rule,
    list:
      round.components.version !== plan.components.version || round.components.hash !== plan.components.hash,
    criteria: !areSame(round.criteria, plan.criteria),
    workgroup: round.workgroup !== planned.workgroup,
    asked: !areSame(round.asked, planned.asked),
    answers: round.notNecessary !== planned.notNecessary || round.cannotJudge !== planned.cannotJudge,
    attribution: round.attribution !== planned.attribution,
    roll: round.roll !== planned.roll,
    reveal: round.reveal !== planned.reveal,
    closing: round.closesAt !== planned.closesAt && !round.extendedTo.includes(round.closesAt),
    late: round.openedAt > new Date(planned.opensBy),
  };
  return departures.filter((one) => differs[one]);
}

const areSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((key, at) => key === other[at]);
