import { inArray, type SQL, sql } from "drizzle-orm";
import { rolesThatMeet } from "~/features/membership/domain/roles";
import { holds } from "~/features/membership/services/restraints.server";
import { type FoundIn, listTodos, type TodoIn, type TodoPlace } from "~/features/notices/domain/todos";
import type { TodoSource } from "~/features/notices/services/todoSource";
import { isFoundBy } from "~/features/processes/services/openToAll.server";
import type { ProcessId } from "~/kernel/ids";
import type { Localized } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import { rowsOf } from "~db/client";
import { processMembers, restraints } from "~db/schema/membership";
import { processes } from "~db/schema/processes";

/** By feature: what of it waits for people. */
export type TodoSources = ReadonlyMap<string, readonly TodoSource[]>;

declare module "~/platform/deps" {
  interface Deps {
    readonly todoSources: TodoSources;
  }
}

type Row = {
  readonly source: string;
  readonly id: ProcessId;
  readonly slug: string;
  readonly title: string;
  readonly until: string | Date | null;
  readonly facts: string;
};

/** Of a request: what it looked up once is not looked up again. */
type Asking = {
  readonly deps: Deps;
  readonly actor: Actor | null;
  readonly once: <T>(key: unknown, load: () => Promise<T>) => Promise<T>;
};

/** What waits for whoever asks, once a request; nothing for a visitor. */
export function todosOf({ deps, actor, once }: Asking): Promise<readonly TodoIn[]> {
  return once(todosOf, async () => (actor ? readTodos(deps, actor) : []));
}

/** All that waits for a person in all their processes, in one statement. Who is suspended has nothing to do. */
export async function readTodos(
  deps: Pick<Deps, "db" | "now" | "todoSources">,
  actor: Pick<Actor, "id" | "email" | "suspended">,
): Promise<TodoIn[]> {
  if (actor.suspended) return [];
  const now = deps.now();
  const rows = await rowsOf<Row>(deps.db, statementFor(deps.todoSources, actor));
  const silenced = rows.filter(
    ({ source, until }) => source === "silenced" && (until === null || new Date(until) > now),
  );
  const silencedIn = new Set(silenced.map(({ id }) => id));
  return listTodos(foundIn(deps.todoSources, rows), { now, silencedIn });
}

/** What features find for the person and, where they run or moderate a process, for those who do; and where they may not speak. */
function statementFor(sources: TodoSources, actor: Pick<Actor, "id" | "email">): SQL {
  const theirs = (column: SQL) => sql`${column} = ${actor.id}`;
  const ofThese = (need: "organizer" | "moderator") => (column: SQL) =>
    sql`${column} in (select process_id from ${processMembers} where user_id = ${actor.id}
      and ${inArray(processMembers.role, rolesThatMeet(need))})`;
  const rowsOfSource = (source: TodoSource) => {
    if (source.whose === "own") return source.rows(theirs);
    return source.rows(ofThese(source.whose === "moderators" ? "moderator" : "organizer"));
  };
  const parts = named(sources).map(({ name, source }) => partOf(name, rowsOfSource(source)));
  const silenced = sql`select 'silenced' as source, process_id, until, '{}'::jsonb as facts
    from ${restraints} where ${holds(actor)} and kind = 'suspend'`;
  return sql`select source, p.id, p.slug, p.title::text as title, until, facts::text as facts
    from (${sql.join([silenced, ...parts], sql` union all `)}) found join ${processes} p on p.id = found.process_id
    where ${isFoundBy(sql`p`, sql`${actor.id}`)}`;
}

const partOf = (name: string, rows: SQL): SQL =>
  sql`select ${name}::text as source, process_id, until, facts from (${rows}) part`;

/** Each source under a name of its own: a feature may have several. */
function named(sources: TodoSources): { readonly name: string; readonly source: TodoSource }[] {
  return [...sources].flatMap(([feature, all]) =>
    all.map((source, at) => ({ name: `${feature}.${at}`, source })),
  );
}

function foundIn(sources: TodoSources, rows: readonly Row[]): FoundIn[] {
  const places = new Map<ProcessId, TodoPlace>();
  const placeOf = ({ id, slug, title }: Row): TodoPlace => {
    const known = places.get(id) ?? { id, slug, title: JSON.parse(title) as Localized };
    places.set(id, known);
    return known;
  };
  return named(sources).flatMap(({ name, source }) =>
    rows
      .filter((row) => row.source === name)
      .map((row): FoundIn => {
        const found = {
          until: row.until === null ? null : new Date(row.until),
          facts: JSON.parse(row.facts),
        };
        const desk = source.whose === "own" ? null : source.page;
        return { process: placeOf(row), desk, decide: (ground) => source.todos(found, ground) };
      }),
  );
}
