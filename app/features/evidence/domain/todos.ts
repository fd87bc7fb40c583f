import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import { holdAgainst, type Level } from "~/features/results/domain/checklist";
import type { Band } from "~/features/rules/domain/bands";
import { ownValue } from "~/kernel/keyed";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("disposition");
/** What waits for organizers. */
export const deskTodoKinds = todoKinds("comments-open");
export const changeTodoKinds = todoKinds("changes-unexplained");
export const deviationTodoKinds = todoKinds("deviations-unexplained");

/** What became of a comment, for its author to answer. */
export type DispositionFacts = {
  readonly comment: string;
  readonly number: number;
  readonly label: string;
  readonly decision: string;
  readonly answered: boolean;
};

/** A decision on their comment, which waits for whether they are satisfied; only who may speak is asked. */
export function dispositionTodos(
  facts: DispositionFacts,
  { until, silenced }: TodoGround & { readonly until: Date | null },
): Todo[] {
  const { comment, number, label, decision, answered } = facts;
  if (answered || silenced) return [];
  return [
    {
      kind: todos.disposition,
      thing: comment,
      path: `/comments/${comment}`,
      until,
      minutes: 2,
      values: { number, label, decision },
    },
  ];
}

/** Comments on the newest published version that nobody has decided on, and which of them came first. */
export type OpenFacts = { readonly label: string; readonly count: number; readonly first: string | null };

export function openCommentTodos({ label, count, first }: OpenFacts): Todo[] {
  if (first === null) return [];
  return [
    {
      kind: deskTodoKinds["comments-open"],
      thing: label,
      path: `/comments/${first}#dispose`,
      until: null,
      minutes: 3 * count,
      values: { label, count },
    },
  ];
}

/** Clauses of a working version that say something else than the version before, and for which nothing is cited. */
export type ChangedFacts = { readonly label: string; readonly before: string; readonly count: number };

export function changeTodos({ label, before, count }: ChangedFacts): Todo[] {
  if (count === 0) return [];
  return [
    {
      kind: changeTodoKinds["changes-unexplained"],
      thing: label,
      path: `/compare/${before}/${label}`,
      until: null,
      minutes: 3 * count,
      values: { label, count },
    },
  ];
}

/** The checklist of a working version, the votes that it answers, and for which components it gives a reason. */
export type CheckedFacts = {
  readonly label: string;
  readonly checklist: number;
  readonly items: readonly { readonly component: string; readonly level: Level }[];
  readonly voted: readonly { readonly component: string; readonly band: Band }[];
  readonly reasons: Readonly<Record<string, string>>;
};

/** Components for which a working version asks for another thing than was voted, without saying why. */
export function deviationTodos({ label, checklist, items, voted, reasons }: CheckedFacts): Todo[] {
  const held = holdAgainst(
    items,
    voted.map((one) => ({ ...one, fragile: false })),
  );
  const count = held.filter(
    ({ verdict, component }) => verdict === "deviates" && !ownValue(reasons, component),
  ).length;
  if (count === 0) return [];
  return [
    {
      kind: deviationTodoKinds["deviations-unexplained"],
      thing: label,
      path: `/manage/checklists/${checklist}`,
      until: null,
      minutes: 3 * count,
      values: { label, count },
    },
  ];
}
