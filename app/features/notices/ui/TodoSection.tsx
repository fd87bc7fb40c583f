import type { ComponentProps } from "react";
import { useWords } from "~/i18n";
import { TodoList } from "./TodoList";

type Todos = { readonly lead: string; readonly items: ComponentProps<typeof TodoList>["items"] };

/** What waits in a process for the reader, under its own heading; nothing where nothing does. */
export function TodoSection({ todos }: { todos: Todos | null }) {
  const { t } = useWords();
  if (!todos) return null;
  return (
    <section className="section" aria-labelledby="todos">
      <h2 id="todos">{t("notices:todos.title")}</h2>
      <p>{todos.lead}</p>
      <TodoList items={todos.items} ofProcess />
    </section>
  );
}
