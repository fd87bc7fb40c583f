import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("suggestion-conflict");

/** A suggestion of theirs whose words were changed in the newest version. */
export type ConflictFacts = { readonly comment: string; readonly number: number; readonly label: string };

/** Their suggestion does not fit the text any more: they say what it means there, or withdraw it. */
export function conflictTodos({ comment, number, label }: ConflictFacts, { silenced }: TodoGround): Todo[] {
  if (silenced) return [];
  return [
    {
      kind: todos["suggestion-conflict"],
      thing: comment,
      path: `/comments/${comment}#restate`,
      until: null,
      minutes: 3,
      values: { number, label },
    },
  ];
}
