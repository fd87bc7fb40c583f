import { and, eq, inArray } from "drizzle-orm";
import type { RowCause } from "~/features/recordlog/domain/kinds";
import {
  type CommittedRow,
  isSettled,
  judgeRow,
  keyText,
  type RowState,
  type Verdict,
} from "~/features/recordlog/domain/rows";
import { allCommittedRows } from "~/features/recordlog/services/read.server";
import { ownValue } from "~/kernel/keyed";
import {
  allCommittedLines,
  type CommittedTable,
  existingKeys,
  type RawKeys,
} from "~/platform/publicRows/committed.server";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { recordSweeps, recordTouched } from "~db/schema/recordlog";

/** The keys of all rows that are not as they were committed to. In a transaction, which holds them still. */
export async function unsettledKeys(
  tx: Db,
  log: string,
  tables: readonly CommittedTable[],
  extent: ExportScope,
): Promise<RawKeys> {
  const keys = new Map<string, Set<string>>();
  for (const one of tables) {
    const committed = new Map<string, CommittedRow>();
    for await (const rows of allCommittedRows(tx, log, one.name))
      for (const row of rows) committed.set(row.key, row);
    const unsettled = new Set<string>();
    for await (const lines of allCommittedLines(tx, one, extent))
      for (const { key, ...line } of lines) {
        const text = keyText(key);
        const state = {
          table: one.name,
          now: { ...line, key: text },
          committed: committed.get(text) ?? null,
        };
        if (!isSettled(state)) unsettled.add(line.raw);
        committed.delete(text);
      }
    for (const row of committed.values()) if (row.state === "public") unsettled.add(row.raw);
    if (unsettled.size > 0) keys.set(one.stored, unsettled);
  }
  return keys;
}

export type Judged = { readonly state: RowState; readonly verdict: Verdict };

/** What becomes of rows that are not as they were committed to, and that no act wrote. */
export async function judged(
  db: Db,
  log: string,
  tables: readonly CommittedTable[],
  states: readonly RowState[],
  now: Date,
): Promise<Judged[]> {
  const [sweep] = await db.select().from(recordSweeps).where(eq(recordSweeps.log, log));
  const today = new Date(now).setUTCHours(0, 0, 0, 0);
  const found: Judged[] = [];
  for (const one of tables) {
    const open = states.filter((state) => state.table === one.name && !isSettled(state));
    if (open.length === 0) continue;
    const raws = [...new Set(open.map(rawOf))];
    const causes = await causesOf(db, one, raws);
    const gone = open.filter((state) => !state.now).map(rawOf);
    const existing = await existingKeys(db, one, gone);
    for (const state of open) {
      const cause = causes.get(rawOf(state));
      const verdict = judgeRow(state, {
        cause: cause?.cause ?? null,
        isWholly: one.isWholly,
        exists: existing.has(rawOf(state)),
        isNew: ownValue(sweep?.shapes ?? {}, one.name) !== one.shape,
        isErasureOver: (cause?.erasedAt ?? 0) < today,
      });
      found.push({ state, verdict });
    }
  }
  return found;
}

const rawOf = ({ now, committed }: RowState) => now?.raw ?? committed?.raw ?? "";

const weight: Readonly<Record<RowCause, number>> = { application: 0, erasure: 1, elsewhere: 2 };
const mostKeys = 2_000;

/** What touched rows that no act has taken up; of several causes the gravest. */
async function causesOf(db: Db, { stored }: CommittedTable, keys: readonly string[]) {
  const causes = new Map<string, { readonly cause: RowCause; readonly erasedAt: number }>();
  for (let at = 0; at < keys.length; at += mostKeys) {
    const rows = await db
      .select()
      .from(recordTouched)
      .where(
        and(eq(recordTouched.tableName, stored), inArray(recordTouched.key, keys.slice(at, at + mostKeys))),
      );
    for (const { key, cause, at: touchedAt } of rows) {
      const before = causes.get(key);
      causes.set(key, {
        cause: before && weight[before.cause] > weight[cause] ? before.cause : cause,
        erasedAt: Math.max(before?.erasedAt ?? 0, cause === "erasure" ? touchedAt.getTime() : 0),
      });
    }
  }
  return causes;
}
