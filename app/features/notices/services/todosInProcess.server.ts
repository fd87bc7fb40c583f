import { inOneProcess } from "~/features/notices/domain/todos";
import type { ProcessId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Translate } from "~/platform/deps";
import { todosOf } from "./readTodos.server";
import { sayTodos } from "./sayTodo";

type Asking = Parameters<typeof todosOf>[0] & {
  readonly process: { readonly id: ProcessId };
  readonly language: Language;
  readonly t: Translate;
};

/** What waits in one process for whoever asks, in their words; null where nothing does. */
export async function todosInProcess(asking: Asking) {
  const { deps, language, process, t } = asking;
  const todos = inOneProcess(await todosOf(asking), process);
  return todos.length > 0 ? sayTodos({ t, language, now: deps.now() }, todos) : null;
}
