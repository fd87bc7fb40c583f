import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for organizers. */
export const lateTodoKinds = todoKinds("plan-late");

/** A plan with so many rounds that have not opened. */
export type LateFacts = { readonly number: number; readonly count: number };

/** Rounds of a plan that did not open by the moment that it sealed: they cannot open under it any more. */
export function lateTodos(
  { number, count }: LateFacts,
  { now, until }: TodoGround & { readonly until: Date | null },
): Todo[] {
  if (count === 0 || !until || until > now) return [];
  const kind = lateTodoKinds["plan-late"];
  const thing = String(number);
  return [{ kind, thing, path: "/manage/plans", until: null, minutes: 10, values: { number, count } }];
}
