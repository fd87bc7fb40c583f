import type { Todo } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("approve");

/** An open approval that a person may take a position in. */
export type ApprovalFacts = {
  readonly number: number;
  readonly draft: string;
  /** A position of theirs stands. */
  readonly taken: boolean;
};

/** An approval to take a position in, for who has not. */
export function approvalTodos({ number, draft, taken }: ApprovalFacts, until: Date | null): Todo[] {
  if (taken) return [];
  return [
    {
      kind: todos.approve,
      thing: String(number),
      path: `/approvals/${number}`,
      until,
      minutes: 3,
      values: { number, draft },
    },
  ];
}
