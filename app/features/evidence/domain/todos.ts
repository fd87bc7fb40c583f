import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("disposition");
/** What waits for organizers. */
export const deskTodoKinds = todoKinds("comments-open");

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
