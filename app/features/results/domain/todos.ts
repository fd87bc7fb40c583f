import type { Todo } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for organizers. */
export const countTodoKinds = todoKinds("round-count");
export const publishTodoKinds = todoKinds("result-publish");

/** Closed rounds that no result counts. */
export function countTodos({ count }: { readonly count: number }): Todo[] {
  if (count === 0) return [];
  const kind = countTodoKinds["round-count"];
  return [{ kind, thing: "", path: "/manage/compile", until: null, minutes: 5, values: { count } }];
}

/** A result that is counted and not published. */
export function publishTodos(facts: { readonly number: number; readonly title: Localized }): Todo[] {
  const { number, title } = facts;
  return [
    {
      kind: publishTodoKinds["result-publish"],
      thing: String(number),
      path: `/manage/compilations/${number}/publish`,
      until: null,
      minutes: 10,
      values: { number, title },
    },
  ];
}
