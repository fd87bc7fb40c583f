import type { Choice, Choices } from "~/features/rules/domain/ballotBox";
import { ownValue, put } from "~/kernel/keyed";
import { type BallotForm, choicesOf } from "./ballot";

/** Several cells answered at once: those of a component, or those of a criterion. "" makes them blank. */
export type Fill =
  | { readonly kind: "row"; readonly component: string; readonly choice: Choice | "" }
  | { readonly kind: "column"; readonly criterion: string; readonly choice: Choice | "" };

/** A fill as the address of a form says it, for pages without a script. */
export const fillText = (fill: Fill) =>
  [fill.kind, fill.kind === "row" ? fill.component : fill.criterion, fill.choice].join(":");

/** What an address says of a fill; undefined when the form does not offer it. */
export function readFill(form: BallotForm, text: string): Fill | undefined {
  const [kind, key = "", said = "", more] = text.split(":");
  const choice = said === "" ? "" : choicesOf(form).find((one) => one === said);
  if (choice === undefined || more !== undefined) return undefined;
  if (kind === "row" && form.asked.includes(key)) return { kind, component: key, choice };
  if (kind === "column" && form.criteria.includes(key)) return { kind, criterion: key, choice };
  return undefined;
}

export const isComplete = (form: Pick<BallotForm, "criteria">, row: Choices[string] | undefined) =>
  form.criteria.every((criterion) => ownValue(row, criterion) !== undefined);

/**
 * The choices after a fill. One for a component fills what is still blank of it, and all of it once nothing is: so an
 * exception is made first and the rest filled. One for a criterion fills what is blank and changes no answer. Blank
 * clears the whole row or column.
 */
export function withFill(form: BallotForm, choices: Choices, fill: Fill): Choices {
  const next: Record<string, Record<string, Choice>> = {};
  for (const component of form.asked) {
    const before = ownValue(choices, component);
    const isMeant = fill.kind === "column" || fill.component === component;
    const overrides = fill.kind === "row" && (fill.choice === "" || isComplete(form, before));
    const row: Record<string, Choice> = {};
    for (const criterion of form.criteria) {
      const said = ownValue(before, criterion);
      const isFilled =
        isMeant &&
        (fill.kind === "row" || fill.criterion === criterion) &&
        (overrides || fill.choice === "" || said === undefined);
      const choice = isFilled ? fill.choice || undefined : said;
      if (choice) put(row, criterion, choice);
    }
    if (Object.keys(row).length > 0) put(next, component, row);
  }
  return next;
}

/** The one choice that a component's cells all have; null while they differ or one is blank. */
export function choiceForAll(
  form: Pick<BallotForm, "criteria">,
  row: Choices[string] | undefined,
): Choice | null {
  const [first = ""] = form.criteria;
  const choice = ownValue(row, first);
  return choice && form.criteria.every((one) => ownValue(row, one) === choice) ? choice : null;
}
