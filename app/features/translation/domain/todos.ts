import type { Todo } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("translation-review");

/** Translations of a version, made by others into a language of theirs, that nobody has reviewed. */
export type UnreviewedFacts = { readonly draft: string; readonly into: string; readonly count: number };

export function translationTodos({ draft, into, count }: UnreviewedFacts): Todo[] {
  if (count === 0) return [];
  return [
    {
      kind: todos["translation-review"],
      thing: `${draft} ${into}`,
      path: `/drafts/${draft}/translate/${into}`,
      until: null,
      minutes: 2 * count,
      values: { draft, into, count },
    },
  ];
}
