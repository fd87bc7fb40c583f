import { and, asc, eq } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { pageFrom } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { systems } from "~db/schema/reviews";

export type SystemRow = typeof systems.$inferSelect;

/** The systems of a process in their order. */
export function listSystems(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">): Promise<SystemRow[]> {
  return deps.db
    .select()
    .from(systems)
    .where(eq(systems.processId, process.id))
    .orderBy(asc(systems.position), asc(systems.key));
}

/** A page of the same. */
export function systemsPage(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">, asked: number) {
  const where = eq(systems.processId, process.id);
  return pageFrom(
    deps.db.$count(systems, where),
    ({ limit, offset }) =>
      deps.db
        .select()
        .from(systems)
        .where(where)
        .orderBy(asc(systems.position), asc(systems.key))
        .limit(limit)
        .offset(offset),
    { asked },
  );
}

/** A system by the key in its address; null where there is none. */
export async function findSystem(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  key: string | undefined,
): Promise<SystemRow | null> {
  const [row] = await deps.db
    .select()
    .from(systems)
    .where(and(eq(systems.processId, process.id), eq(systems.key, key ?? "")));
  return row ?? null;
}
