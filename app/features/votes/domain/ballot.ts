import type { Choice, Choices } from "~/features/rules/domain/ballotBox";
import { put } from "~/kernel/keyed";

/** What a ballot may say: the components asked, the criteria, and whether a "no" was offered. */
export type BallotForm = {
  readonly asked: readonly string[];
  readonly criteria: readonly string[];
  readonly offersNotNecessary: boolean;
  /** Whether "I cannot judge" is an answer of its own. */
  readonly offersCannotJudge?: boolean;
};

/** The answers that a ballot offers. */
export const choicesOf = (form: Pick<BallotForm, "offersNotNecessary" | "offersCannotJudge">): Choice[] => [
  "required",
  ...(form.offersNotNecessary ? (["not_necessary"] as const) : []),
  ...(form.offersCannotJudge ? (["cannot_judge"] as const) : []),
];

/**
 * The choices as they go into the log: only listed cells, empty rows left out. Undefined when
 * something is not on the form, which no honest page sends: a ballot is refused whole rather than
 * counted in part.
 */
export function readChoices(
  form: BallotForm,
  given: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Choices | undefined {
  const asked = new Set(form.asked);
  const criteria = new Set(form.criteria);
  const offered = choicesOf(form);
  const choices: Record<string, Record<string, Choice>> = {};
  for (const [component, row] of Object.entries(given)) {
    if (!asked.has(component)) return undefined;
    const cells: Record<string, Choice> = {};
    for (const [criterion, choice] of Object.entries(row)) {
      if (!criteria.has(criterion)) return undefined;
      if (choice === "") continue;
      const known = offered.find((one) => one === choice);
      if (!known) return undefined;
      put(cells, criterion, known);
    }
    if (Object.keys(cells).length > 0) put(choices, component, cells);
  }
  return choices;
}

export function countAnswers(choices: Choices): number {
  return Object.values(choices).reduce((sum, row) => sum + Object.keys(row).length, 0);
}
