import type { TodoIn } from "~/features/notices/domain/todos";
import { type ManagePage, managePages } from "~/platform/managePages";

/** How many things wait for organizers, by the page on which they are dealt with; a part of the list of what to do. */
export function waitingFor(todos: readonly TodoIn[]) {
  const byPage: Partial<Record<ManagePage, number>> = {};
  for (const page of managePages) {
    const here = todos.filter(({ desk }) => desk === page);
    if (here.length > 0) byPage[page] = here.reduce((sum, todo) => sum + countOf(todo), 0);
  }
  return byPage;
}

/** One thing may stand for many. */
const countOf = ({ values }: TodoIn) => (typeof values.count === "number" ? values.count : 1);
