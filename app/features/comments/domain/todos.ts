import type { Todo } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for moderators. */
export const flagTodoKinds = todoKinds("flags");

/** Messages that people point out to moderators. */
export function flagTodos({ count }: { readonly count: number }): Todo[] {
  if (count === 0) return [];
  return [
    {
      kind: flagTodoKinds.flags,
      thing: "",
      path: "/manage/moderation",
      until: null,
      minutes: 2 * count,
      values: { count },
    },
  ];
}
