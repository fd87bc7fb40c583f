import { minutesOf, type TodoIn } from "~/features/notices/domain/todos";
import { titlesIn } from "~/features/notices/domain/values";
import { isContentLanguage } from "~/kernel/language/content";
import type { Language } from "~/kernel/language/languages";
import { type LocalizedView, localize } from "~/kernel/language/localized";
import { ownName } from "~/kernel/language/ownName";
import type { Translate } from "~/platform/deps";

/** Something to do in the reader's words. */
export type SaidTodo = {
  readonly key: string;
  readonly title: string;
  readonly why: string;
  readonly act: string;
  /** Address without the language. */
  readonly path: string;
  readonly until: Date | null;
  readonly minutes: number;
  /** It ends within two days. */
  readonly isSoon: boolean;
  readonly process: LocalizedView;
};

/** In whose words, and when. */
export type Saying = { readonly t: Translate; readonly language: Language; readonly now: Date };

const soon = 48 * 60 * 60 * 1000;

/** What is to be done, why it is theirs, and the act, in a language. */
export function sayTodo({ t, language, now }: Saying, todo: TodoIn): SaidTodo {
  const { kind, process } = todo;
  const values = inTheirWords(t, language, todo.values);
  return {
    key: `${process.slug} ${kind} ${todo.thing}`,
    title: t(`notices:todo.${kind}.title`, values),
    why: t(`notices:todo.${kind}.why`, values),
    act: t(`notices:todo.${kind}.act`, values),
    path: `/p/${process.slug}${todo.path}`,
    until: todo.until,
    minutes: todo.minutes,
    isSoon: todo.until !== null && todo.until.getTime() - now.getTime() <= soon,
    process: localize(process.title, language),
  };
}

/** The values of something to do as its sentences say them: titles, decisions and names of languages in its words. */
function inTheirWords(t: Translate, language: Language, values: TodoIn["values"]) {
  const said = titlesIn(language, values);
  if (typeof values.decision === "string") said.decision = t(`notices:decision.${values.decision}`);
  if (typeof values.confirms === "string") said.act = t(`notices:confirms.${values.confirms}`, said);
  if (typeof values.into === "string" && isContentLanguage(values.into))
    said.languageName = ownName(values.into);
  return said;
}

/** A whole list, with the sentence that says how many there are and how long they take. */
export function sayTodos(saying: Saying, todos: readonly TodoIn[]) {
  const { t } = saying;
  const count = todos.length;
  return {
    items: todos.map((todo) => sayTodo(saying, todo)),
    lead:
      count === 0
        ? t("notices:todos.none")
        : `${t("notices:todos.count", { count })} ${t("notices:todos.minutes", { count: minutesOf(todos) })}`,
  };
}
