import type { Level } from "~/features/results/domain/checklist";
import type { JoinedCell } from "./cells";

/** How the reviews of a system come to a conclusion; declared by the process, and shown with every conclusion. */
export type ReviewRule = {
  readonly version: 1;
  /** The checklist levels whose components a system must have. */
  readonly levels: readonly Level[];
  /** Whether a cell that does not apply to the system stands in its way. */
  readonly notApplicable: "counts-as-allowed" | "counts-as-missing";
  /** Whether the cells of people who work with the maker are counted. */
  readonly affiliated: "counted" | "shown-only";
};

export const firstReviewRule: ReviewRule = {
  version: 1,
  levels: ["required"],
  notApplicable: "counts-as-allowed",
  affiliated: "counted",
};

export const conclusionVerdicts = ["meets", "does-not-meet", "incomplete", "nothing-required"] as const;

export type Conclusion = {
  readonly verdict: (typeof conclusionVerdicts)[number];
  /** Cells that stand in the way. */
  readonly against: readonly JoinedCell[];
  /** Cells without an answer, or with several that contradict each other. */
  readonly missing: readonly JoinedCell[];
  /** Cells asked for, and how many of them are done. */
  readonly asked: number;
  readonly done: number;
};

/** The order in which conclusions are listed: what meets, what still may, what does not. */
const listedFirst: readonly Conclusion["verdict"][] = [
  "meets",
  "incomplete",
  "does-not-meet",
  "nothing-required",
];

/** Systems by what follows for them; those of one conclusion stay in the order they came in. */
export function byVerdict<T>(systems: readonly T[], verdict: (one: T) => Conclusion["verdict"]): T[] {
  const place = (one: T) => listedFirst.indexOf(verdict(one));
  return [...systems].sort((a, b) => place(a) - place(b));
}

/** What makes a cell worse than others of its component, the worst first. */
export const worstFirst = [
  "not-available",
  "restricted",
  "conflict",
  "open",
  "not-applicable",
  "allowed",
] as const satisfies readonly JoinedCell["value"][];

/** What a component looks like from afar: the worst of its cells; "open" where it has none. */
export function worstOf(cells: readonly Valued[]): JoinedCell["value"] {
  return worstFirst.find((one) => cells.some(({ value }) => value === one)) ?? "open";
}

type Valued = Pick<JoinedCell, "value">;

/** Whether a cell stands in the way for good. */
export const standsAgainst = ({ value }: Valued): boolean =>
  value === "restricted" || value === "not-available";

/** Whether a cell still has no answer, or several that contradict each other. */
export const isMissing = ({ value }: Valued, { notApplicable }: Pick<ReviewRule, "notApplicable">): boolean =>
  value === "open" ||
  value === "conflict" ||
  (value === "not-applicable" && notApplicable === "counts-as-missing");

/**
 * What the joined cells of the required components add up to. One restricted or unavailable cell is
 * enough for "does not meet"; only when nothing stands against and nothing is missing a system meets
 * the definition. A checklist that requires nothing is met by nobody: it says nothing yet.
 */
export function verdictOf(
  required: readonly JoinedCell[],
  rule: Pick<ReviewRule, "notApplicable">,
): Conclusion {
  const against = required.filter(standsAgainst);
  const missing = required.filter((cell) => isMissing(cell, rule));
  const verdict =
    required.length === 0
      ? "nothing-required"
      : against.length > 0
        ? "does-not-meet"
        : missing.length > 0
          ? "incomplete"
          : "meets";
  return { verdict, against, missing, asked: required.length, done: required.length - missing.length };
}
