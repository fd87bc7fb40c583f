import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";
import { regionOf } from "~/kernel/places/regionOf";

/** What waits for people. */
export const todos = todoKinds("call");
/** What waits for organizers. */
export const deskTodoKinds = todoKinds("applications-waiting");

/** An open call, and what a person who takes part said of themselves. */
export type CallFacts = {
  readonly number: number;
  readonly title: Localized;
  /** Whom it looks for: "group:deployer", "region:AF", "language:wo". */
  readonly missing: readonly string[];
  readonly applied: boolean;
  readonly groups: readonly string[];
  readonly languages: readonly string[];
  readonly country: string;
};

/** A call that looks for people like them, by their groups, languages or region; one that names nobody fits nobody. */
export function callTodos(
  facts: CallFacts,
  { until, silenced }: TodoGround & { readonly until: Date | null },
): Todo[] {
  const { number, title, missing, applied, groups, languages, country } = facts;
  const own = new Set([
    ...groups.map((key) => `group:${key}`),
    ...languages.map((key) => `language:${key}`),
    `region:${regionOf(country)}`,
  ]);
  if (applied || silenced || !missing.some((one) => own.has(one))) return [];
  const values = { title };
  return [{ kind: todos.call, thing: String(number), path: `/calls/${number}`, until, minutes: 5, values }];
}

/** People who answered a call and wait for a yes or no. */
export function applicationTodos({ count }: { readonly count: number }): Todo[] {
  if (count === 0) return [];
  const kind = deskTodoKinds["applications-waiting"];
  return [{ kind, thing: "", path: "/manage/calls", until: null, minutes: 3 * count, values: { count } }];
}
