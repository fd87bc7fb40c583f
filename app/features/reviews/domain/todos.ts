import type { Todo } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("review");
/** What waits for organizers. */
export const deskTodoKinds = todoKinds("reviewers-waiting");

/** A confirmed review, held against the newest published version. */
export type ReviewFacts = {
  readonly key: string;
  readonly system: string;
  readonly draft: string;
  /** Cells that the version asks for, and those in which the reviewer's word stands. */
  readonly asked: number;
  readonly done: number;
};

/** Seconds that a cell takes: a legal document is looked up for it. */
const secondsEach = 60;

export function reviewTodos({ key, system, draft, asked, done }: ReviewFacts): Todo[] {
  if (done >= asked) return [];
  return [
    {
      kind: todos.review,
      thing: key,
      path: `/systems/${key}/review`,
      until: null,
      minutes: Math.max(1, Math.ceil(((asked - done) * secondsEach) / 60)),
      values: { system, draft, asked, done },
    },
  ];
}

export function applicantTodos({ count }: { readonly count: number }): Todo[] {
  if (count === 0) return [];
  const kind = deskTodoKinds["reviewers-waiting"];
  return [{ kind, thing: "", path: "/manage/systems", until: null, minutes: 2 * count, values: { count } }];
}
