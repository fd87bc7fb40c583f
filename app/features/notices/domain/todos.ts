import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { ProcessId } from "~/kernel/ids";
import type { Localized } from "~/kernel/language/localized";

/** The process that something is to be done in. */
export type TodoPlace = { readonly id: ProcessId; readonly slug: string; readonly title: Localized };

/** `desk` is the page of organizers that it is counted on; null for what a person does for themselves. */
export type TodoIn = Todo & { readonly process: TodoPlace; readonly desk: string | null };

/** What was found for a person, with the rule of the feature that found it. */
export type FoundIn = {
  readonly process: TodoPlace;
  readonly desk: string | null;
  readonly decide: (ground: TodoGround) => readonly Todo[];
};

/**
 * All that waits for a person, what ends soonest first; what has no end comes last, in the order of the features. What
 * home page, bell, desk and mails show is this list or a part of it.
 */
export function listTodos(
  found: readonly FoundIn[],
  { now, silencedIn }: { readonly now: Date; readonly silencedIn: ReadonlySet<ProcessId> },
): TodoIn[] {
  return found
    .flatMap(({ process, desk, decide }) =>
      decide({ now, silenced: silencedIn.has(process.id) }).map((todo) => ({ ...todo, process, desk })),
    )
    .filter(({ until }) => until === null || until > now)
    .toSorted((a, b) => endOf(a) - endOf(b));
}

const endOf = ({ until }: Todo) => until?.getTime() ?? Number.POSITIVE_INFINITY;

/** Minutes that a list takes in all. */
export const minutesOf = (todos: readonly Pick<Todo, "minutes">[]): number =>
  todos.reduce((sum, { minutes }) => sum + minutes, 0);

/** The part of a list that is about one process. */
export const inOneProcess = (todos: readonly TodoIn[], { id }: { readonly id: ProcessId }): TodoIn[] =>
  todos.filter(({ process }) => process.id === id);

/** Of one process, what its organizers do. */
export const onDesk = (todos: readonly TodoIn[], process: { readonly id: ProcessId }): TodoIn[] =>
  inOneProcess(todos, process).filter(({ desk }) => desk !== null);
