import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for organizers. */
export const countTodoKinds = todoKinds("round-count");
export const publishTodoKinds = todoKinds("result-publish");
export const promisedTodoKinds = todoKinds("plan-result");

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

const week = 7 * 24 * 60 * 60 * 1000;

/** The result of a plan that is promised within a week, or was promised and is not there. */
export function promisedTodos(
  { number }: { readonly number: number },
  { now, until }: TodoGround & { readonly until: Date | null },
): Todo[] {
  if (!until || until.getTime() - now.getTime() > week) return [];
  const kind = promisedTodoKinds["plan-result"];
  return [{ kind, thing: String(number), path: "/manage/compile", until, minutes: 10, values: { number } }];
}
