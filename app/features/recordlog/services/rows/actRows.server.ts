import { sql } from "drizzle-orm";
import { isSettled } from "~/features/recordlog/domain/rows";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { CommittedTable } from "~/platform/publicRows/committed.server";
import { type Db, rowsOf } from "~db/client";
import { noteOwn, type Recommitted, recommitted, rowStates } from "./states.server";

export type RowsDeps = Pick<Deps, "now" | "randomHex"> & {
  readonly recordLog: { readonly tables: readonly CommittedTable[] };
};

/** The public rows of a process that this transaction wrote since it was asked last, each as it says now, and those that are gone. */
export async function rowsOfAct(
  deps: RowsDeps,
  tx: Db,
  log: string,
  processId: ProcessId,
): Promise<Recommitted[]> {
  const touched = await rowsOf<{ table: string; key: string }>(
    tx,
    sql`delete from record_touched where transaction = pg_current_xact_id()::text::bigint
      returning table_name as table, key`,
  );
  if (touched.length === 0) return [];
  const keys = new Map<string, Set<string>>();
  for (const { table, key } of touched) keys.set(table, (keys.get(table) ?? new Set()).add(key));
  const extent = { processId, now: deps.now() };
  const states = await rowStates(tx, log, deps.recordLog.tables, extent, keys);
  await noteOwn(tx, log, states.filter(isSettled));
  return states.filter((state) => !isSettled(state)).map((state) => recommitted(deps, state));
}
