import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("townhall");
/** What waits for organizers. */
export const deskTodoKinds = todoKinds("minutes");

/** A meeting that somebody registered for, until it ends. */
export type MeetingFacts = {
  readonly number: number;
  readonly title: Localized;
  readonly minutesLong: number;
  readonly live: boolean;
};

const week = 7 * 24 * 60 * 60 * 1000;

/** A meeting of the coming week, or one that is on. */
export function meetingTodos(
  { number, title, minutesLong, live }: MeetingFacts,
  { now, until }: TodoGround & { readonly until: Date | null },
): Todo[] {
  if (!live && until && until.getTime() - now.getTime() > week) return [];
  return [
    {
      kind: todos.townhall,
      thing: String(number),
      path: `/townhalls/${number}`,
      // One that lasts longer than planned has no end that is known.
      until: live ? null : until,
      minutes: minutesLong,
      values: { number, title },
    },
  ];
}

/** A meeting that has ended without minutes. */
export function minutesTodos({ number, title }: Pick<MeetingFacts, "number" | "title">): Todo[] {
  const path = `/manage/townhalls/${number}`;
  const values = { number, title };
  return [{ kind: deskTodoKinds.minutes, thing: String(number), path, until: null, minutes: 20, values }];
}
