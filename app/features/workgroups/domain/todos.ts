import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for organizers. */
export const deskTodoKinds = todoKinds("invitations-open");

/** Invitations that nobody has answered, and when the one that was sent longest ago was. */
export type InvitedFacts = { readonly count: number; readonly oldest: string };

const week = 7 * 24 * 60 * 60 * 1000;

/** People who have not answered their invitations for a week or longer. */
export function invitationTodos({ count, oldest }: InvitedFacts, { now }: TodoGround): Todo[] {
  if (count === 0 || now.getTime() - new Date(oldest).getTime() < week) return [];
  const kind = deskTodoKinds["invitations-open"];
  return [{ kind, thing: "", path: "/manage/people", until: null, minutes: 2, values: { count } }];
}
