import { actPath } from "~/features/confirmations/domain/confirmed";
import type { ConfirmedAct } from "~/features/confirmations/domain/confirmedActs";
import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for organizers other than the one who asked. */
export const confirmTodoKinds = todoKinds("act-confirm");

export type ConfirmFacts = {
  readonly id: string;
  readonly act: ConfirmedAct;
  readonly thing: string;
  readonly title: Localized;
};

/** An act that another organizer asked to have confirmed, until it is too late for it. */
export function confirmTodos(
  { id, act, thing, title }: ConfirmFacts,
  { now, until }: TodoGround & { readonly until: Date | null },
): Todo[] {
  if (!until || until <= now) return [];
  const path = actPath({ act, thing });
  const kind = confirmTodoKinds["act-confirm"];
  return [{ kind, thing: id, path, until, minutes: 5, values: { confirms: act, number: thing, title } }];
}
