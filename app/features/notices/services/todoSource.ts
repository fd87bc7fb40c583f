import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { NoticeKind, TodoKind } from "~/kernel/named";
import type { ManagePage } from "~/platform/managePages";

/** What a statement found of a person or a process: `facts` as JSON. */
export type Found = { readonly until: Date | null; readonly facts: unknown };

type Common = {
  /** All that they may come to; locales have words for each. */
  readonly kinds: Readonly<Record<string, TodoKind>>;
  /** What they come to: a function of what was found, and nothing else. */
  readonly todos: (found: Found, ground: TodoGround) => readonly Todo[];
};

/** What of a feature waits for people themselves. The rows have `user_id, process_id, until, facts`. */
export type OwnTodos = Common & {
  readonly whose: "own";
  /** What tells those for whom it still waits that it ends within two days; without it, nothing does. */
  readonly ending?: NoticeKind;
  /** `theirs` says whether a column names somebody who is asked about. */
  readonly rows: (theirs: (column: SQL) => SQL) => SQL;
};

/** What of a feature waits for those who run a process, or for its moderators as well. The rows have `process_id, until, facts`. */
export type DeskTodos = Common & {
  readonly whose: "organizers" | "moderators";
  /** The page of theirs beside whose name it is counted. */
  readonly page: ManagePage;
  /** `ofThese` says whether a column names a process that is asked about. */
  readonly rows: (ofThese: (column: SQL) => SQL) => SQL;
};

export type TodoSource = OwnTodos | DeskTodos;

/** Reads what was found by its schema before a rule sees it. */
export const decided =
  <Schema extends z.ZodType>(
    schema: Schema,
    rule: (facts: z.infer<Schema>, ground: TodoGround & { readonly until: Date | null }) => readonly Todo[],
  ): Common["todos"] =>
  ({ until, facts }, ground) =>
    rule(schema.parse(facts), { ...ground, until });

/** What organizers are told of by its number alone. */
export const counted = (rule: (facts: { count: number }) => readonly Todo[]): Common["todos"] =>
  decided(z.object({ count: z.number() }), rule);
