import type { Todo } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("endorse-anew");
/** What waits for organizers. */
export const uncheckedTodoKinds = todoKinds("endorsements-unchecked");
/** What waits for moderators. */
export const flaggedTodoKinds = todoKinds("endorsements-flagged");

/** An endorsement that stands, whose newest version was asked about and not answered. */
export type AskedFacts = { readonly number: number; readonly draft: string };

/** A newer version, for which an endorsement counts once they say so. */
export function askedTodos({ number, draft }: AskedFacts): Todo[] {
  const values = { draft };
  return [
    {
      kind: todos["endorse-anew"],
      thing: `${number} ${draft}`,
      path: "/endorsements/mine",
      until: null,
      minutes: 3,
      values,
    },
  ];
}

type Counted = { readonly count: number };
const common = { thing: "", until: null } as const;

/** Endorsements that organizers have to check. */
export const uncheckedTodos = ({ count }: Counted): Todo[] =>
  count === 0
    ? []
    : [
        {
          ...common,
          kind: uncheckedTodoKinds["endorsements-unchecked"],
          path: "/manage/endorsements",
          minutes: 2 * count,
          values: { count },
        },
      ];

/** Endorsements that people point out to moderators. */
export const flaggedTodos = ({ count }: Counted): Todo[] =>
  count === 0
    ? []
    : [
        {
          ...common,
          kind: flaggedTodoKinds["endorsements-flagged"],
          path: "/manage/moderation",
          minutes: 2 * count,
          values: { count },
        },
      ];
