import { asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Standing } from "~/features/plans/domain/standing";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import * as s from "~db/schema";

const { result, reference, ...head } = getTableColumns(s.compilations);

/** A compilation without its count: that of many rounds has millions of characters, and a list shows only two figures and its standing. */
export const headColumns = {
  ...head,
  voters: sql<number>`(${result} ->> 'voters')::int`,
  components: sql<number>`jsonb_array_length(${result} -> 'components')`,
  plan: sql<number | null>`(${result} -> 'plan' ->> 'plan')::int`,
  standing: sql<Standing>`coalesce(${result} -> 'plan' ->> 'standing', 'unplanned')`,
};

/** The compilations of a process in their order, without their counts. */
export function compilationHeadsOf(db: Db, processId: ProcessId) {
  return db
    .select(headColumns)
    .from(s.compilations)
    .where(eq(s.compilations.processId, processId))
    .orderBy(asc(s.compilations.number));
}

export function compilationsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.compilations)
    .where(eq(s.compilations.processId, processId))
    .orderBy(asc(s.compilations.number));
}
