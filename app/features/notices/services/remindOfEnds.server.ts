import { type SQL, sql } from "drizzle-orm";
import type { Todo } from "~/features/notices/domain/todo";
import type { ProcessId } from "~/kernel/ids";
import type { NoticeKind } from "~/kernel/named";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { rowsOf } from "~db/client";
import { processes } from "~db/schema/processes";
import { notify } from "./notify.server";
import type { OwnTodos, TodoSource } from "./todoSource";

/** How long before its end people are told. */
const ahead = 48 * 60 * 60 * 1000;

type Row = {
  readonly user: string;
  readonly id: ProcessId;
  readonly slug: string;
  readonly until: string | Date;
  readonly facts: string;
};
type Ending = { readonly process: Pick<Row, "id" | "slug">; readonly todo: Todo; readonly people: string[] };

/**
 * Tells those for whom something still waits that it ends within two days, once of each end, whoever runs this how often. Who has
 * done it is not on the list that is told, because it is not on theirs.
 */
export async function remindOfEnds(deps: Pick<Deps, "db" | "now" | "todoSources">): Promise<void> {
  const sources = [...deps.todoSources.values()].flat().filter(isReminding);
  await eachAlone(sources, async (source) => {
    await eachAlone(await endingOf(deps, source), (one) => tell(deps, source.ending, one));
  });
}

type Reminding = OwnTodos & { readonly ending: NoticeKind };
const isReminding = (source: TodoSource): source is Reminding =>
  source.whose === "own" && source.ending !== undefined;

async function endingOf({ db, now }: Pick<Deps, "db" | "now">, source: Reminding): Promise<Ending[]> {
  const [from, to] = [now(), new Date(now().getTime() + ahead)];
  const everybody = (column: SQL) => sql`${column} is not null`;
  const rows = await rowsOf<Row>(
    db,
    sql`select user_id as user, p.id, p.slug, until, facts::text as facts
      from (${source.rows(everybody)}) found join ${processes} p on p.id = found.process_id
      where until > ${from.toISOString()}::timestamptz and until <= ${to.toISOString()}::timestamptz`,
  );
  const endings = new Map<string, Ending>();
  for (const { user, id, slug, until, facts } of rows) {
    const found = { until: new Date(until), facts: JSON.parse(facts) as unknown };
    for (const todo of source.todos(found, { now: from, silenced: false })) {
      const key = `${id} ${todo.thing} ${todo.path}`;
      const known = endings.get(key) ?? { process: { id, slug }, todo, people: [] };
      known.people.push(user);
      endings.set(key, known);
    }
  }
  return [...endings.values()];
}

async function tell(deps: Pick<Deps, "db" | "now">, kind: NoticeKind, { process, todo, people }: Ending) {
  await notify(deps, deps.db, process, people, {
    kind,
    // Where the end was moved, people are told of the new one as well.
    key: `${kind} ${process.id} ${todo.thing} ${todo.until?.toISOString() ?? ""}`,
    path: `/p/${process.slug}${todo.path}`,
    values: { ...todo.values, at: todo.until?.toISOString() ?? "" },
    isUrgent: true,
  });
}
