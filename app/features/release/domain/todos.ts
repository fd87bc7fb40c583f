import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for organizers. */
export const deskTodoKinds = todoKinds("gate");

/** A gate, and whether what it is for is final. */
export type GateFacts = { readonly gate: string; readonly title: Localized; readonly final: boolean };

const fortnight = 14 * 24 * 60 * 60 * 1000;

/** A gate whose day is near. */
export function gateTodos(
  { gate, title, final }: GateFacts,
  { now, until }: TodoGround & { readonly until: Date | null },
): Todo[] {
  if (final || !until || until.getTime() - now.getTime() > fortnight) return [];
  return [{ kind: deskTodoKinds.gate, thing: gate, path: "/board", until, minutes: 5, values: { title } }];
}
