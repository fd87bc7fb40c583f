import { and, asc, desc, eq, gte, inArray } from "drizzle-orm";
import { isOver, townhallStates } from "~/features/meetings/domain/townhall";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Standing } from "~/kernel/access";
import type { TownhallId } from "~/kernel/ids";
import { type Paged, pageFrom } from "~/kernel/paging";
import { wholeNumber } from "~/kernel/wholeNumber";
import { alsoAgainst, nowAgainst } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { withoutSearch } from "~db/schema/columns";
import { agendaItems, townhallSeries, townhalls } from "~db/schema/meetings";

export type TownhallRow = Omit<typeof townhalls.$inferSelect, "search">;
export type SeriesRow = typeof townhallSeries.$inferSelect;

const columns = withoutSearch(townhalls);

/** A townhall by its id; null where there is none. */
export async function townhallOf(db: Db, id: TownhallId): Promise<TownhallRow | null> {
  const [row] = await db.select(columns).from(townhalls).where(eq(townhalls.id, id));
  return row ?? null;
}

/** The same, locked: events of a room are numbered one after the other. */
export async function lockTownhall(tx: Db, id: TownhallId): Promise<TownhallRow | null> {
  const [row] = await tx.select(columns).from(townhalls).where(eq(townhalls.id, id)).for("no key update");
  return row ?? null;
}

/** A townhall by the number in its address; null where there is none. */
export async function findTownhall(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  number: string | undefined,
): Promise<TownhallRow | null> {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await deps.db
    .select(columns)
    .from(townhalls)
    .where(and(eq(townhalls.processId, process.id), eq(townhalls.number, wanted)));
  return row ?? null;
}

/** All townhalls of a process in the order in which they are (or were) held. */
export function listTownhalls(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
): Promise<TownhallRow[]> {
  return deps.db
    .select(columns)
    .from(townhalls)
    .where(eq(townhalls.processId, process.id))
    .orderBy(asc(townhalls.startsAt), asc(townhalls.number));
}

const parts = {
  all: undefined,
  live: eq(townhalls.state, "live"),
  coming: eq(townhalls.state, "planned"),
  past: inArray(townhalls.state, townhallStates.filter(isOver)),
} as const;

/** A page of the townhalls of a process: those that are coming in the order in which they are held, of others the newest first. */
export function townhallPages(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  part: keyof typeof parts,
  asked: number,
): Promise<Paged<TownhallRow>> {
  const wanted = and(eq(townhalls.processId, process.id), parts[part]);
  const order =
    part === "coming"
      ? [asc(townhalls.startsAt), asc(townhalls.number)]
      : [desc(townhalls.startsAt), desc(townhalls.number)];
  return pageFrom(
    deps.db.$count(townhalls, wanted),
    ({ limit, offset }) =>
      deps.db
        .select(columns)
        .from(townhalls)
        .where(wanted)
        .orderBy(...order)
        .limit(limit)
        .offset(offset),
    { asked },
  );
}

/** The one that is held last of all. */
export async function newestTownhall(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
): Promise<TownhallRow | null> {
  const [row] = await deps.db
    .select(columns)
    .from(townhalls)
    .where(eq(townhalls.processId, process.id))
    .orderBy(desc(townhalls.startsAt), desc(townhalls.number))
    .limit(1);
  return row ?? null;
}

/** The townhall that is on now, else the next one; null where none is planned. */
export async function nextTownhall(
  deps: Pick<Deps, "db" | "now">,
  process: Pick<ProcessRow, "id">,
): Promise<TownhallRow | null> {
  const after = 12 * 60 * 60 * 1000;
  const now = nowAgainst(deps);
  const [row] = await deps.db
    .select(columns)
    .from(townhalls)
    .where(
      and(
        eq(townhalls.processId, process.id),
        inArray(townhalls.state, ["planned", "live"]),
        gte(townhalls.startsAt, new Date(now.getTime() - after)),
      ),
    )
    .orderBy(desc(eq(townhalls.state, "live")), asc(townhalls.startsAt), asc(townhalls.number))
    .limit(1);
  if (row) alsoAgainst(deps, now, new Date(row.startsAt.getTime() + after + 1));
  return row ?? null;
}

export function seriesOf(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">): Promise<SeriesRow[]> {
  return deps.db
    .select()
    .from(townhallSeries)
    .where(eq(townhallSeries.processId, process.id))
    .orderBy(asc(townhallSeries.startsOn), asc(townhallSeries.createdAt), asc(townhallSeries.id));
}

export function agendaOf(db: Db, townhallId: TownhallId) {
  return db
    .select()
    .from(agendaItems)
    .where(eq(agendaItems.townhallId, townhallId))
    .orderBy(asc(agendaItems.position));
}

/** Whether somebody leads a meeting: its host, or an organizer of the process. */
export function isHost(
  townhall: Pick<TownhallRow, "hostId">,
  actor: Pick<Actor, "id"> | null,
  standing: Pick<Standing, "organizer" | "silenced" | "suspended">,
): boolean {
  if (!actor || standing.suspended || standing.silenced) return false;
  return standing.organizer || townhall.hostId === actor.id;
}
