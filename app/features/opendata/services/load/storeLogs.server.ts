import { eq, sql } from "drizzle-orm";
import type { ReadLog } from "~/features/opendata/services/load/readLogs.server";
import { rowId } from "~/features/opendata/services/load/readLogs.server";
import { broken } from "~/features/opendata/services/load/source.server";
import { commit } from "~/features/recordlog/domain/entry";
import { entryKinds } from "~/features/recordlog/domain/kinds";
import { keyText } from "~/features/recordlog/domain/rows";
import { sha256Hex } from "~/kernel/hash/sha256";
import type { ProcessId } from "~/kernel/ids";
import { readCheckpoint } from "~/kernel/tlog/checkpoint";
import { readNote } from "~/kernel/tlog/note";
import type { Deps } from "~/platform/deps";
import { allCommittedLines } from "~/platform/publicRows/committed.server";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import {
  recordAnchors,
  recordCheckpoints,
  recordEntries,
  recordLogs,
  recordPolicies,
  recordRows,
} from "~db/schema/recordlog";

/** Keeps the logs with which a record came, as they are: nothing is ever added to them. */
export async function storeLogs(
  deps: Pick<Deps, "recordLog" | "now" | "settings">,
  tx: Db,
  processId: ProcessId,
  logs: readonly ReadLog[],
): Promise<void> {
  for (const log of logs) {
    await keepName(deps, tx, processId, log);
    const times = log.entries.map(({ at }) => new Date(at));
    const at = times.at(-1) ?? deps.now();
    await insertMany(
      tx,
      recordEntries,
      log.rows.map((row, place) => ({
        ...row,
        log: log.origin,
        kind: kindOf(row.kind),
        frontier: [...row.frontier],
        at: times[place] ?? at,
      })),
    );
    for (const kept of checkpointsOf(log))
      await tx.insert(recordCheckpoints).values({ ...kept, log: log.origin, at });
    if (log.policy !== null)
      await tx
        .insert(recordPolicies)
        .values({ log: log.origin, hash: sha256Hex(log.policy), text: log.policy });
    await insertMany(
      tx,
      recordAnchors,
      log.anchors.map(({ entry, ...opening }) => ({ ...opening, index: entry, log: log.origin })),
    );
    await keepSalts(deps, tx, processId, log);
  }
}

const kindOf = (kind: string) => entryKinds.find((known) => known === kind) ?? "rows";

/** What is signed of a log, each size once and in order. */
function checkpointsOf({ signed }: ReadLog) {
  const kept = new Map<number, { readonly size: number; readonly root: string; readonly note: string }>();
  for (const note of signed ? [...signed.handovers, signed.note] : []) {
    const read = readCheckpoint(readNote(note)?.text ?? "");
    if (read) kept.set(read.size, { size: read.size, root: read.root, note });
  }
  return [...kept.values()].toSorted((a, b) => a.size - b.size);
}

/** Keeps what the log committed to of rows that are there, for whoever exports them again. */
async function keepSalts(
  { recordLog, now }: Pick<Deps, "recordLog" | "now">,
  tx: Db,
  processId: ProcessId,
  { origin, salts, rows }: ReadLog,
): Promise<void> {
  if (salts.size === 0) return;
  const index = rows.length - 1;
  for (const { name, ...one } of recordLog.tables)
    for await (const lines of allCommittedLines(tx, { name, ...one }, { processId, now: now() })) {
      const kept = lines.flatMap(({ key, raw, line }) => {
        const text = keyText(key);
        const salt = salts.get(rowId(name, text));
        if (salt === undefined) return [];
        const row = { tableName: name, key: text, raw, salt, commit: commit(salt, line) };
        // What stood in the row itself was never here.
        return [{ ...row, log: origin, own: "", state: "public" as const, index }];
      });
      await insertMany(tx, recordRows, kept);
    }
}

/**
 * Takes the log's origin, and a name for it in addresses that no other log has. Of an origin of this server that was here before, and is not any
 * more, only what the server signed itself is taken for it: who makes a record up gets no log that was deleted here.
 */
async function keepName(
  { recordLog, settings }: Pick<Deps, "recordLog" | "settings">,
  tx: Db,
  processId: ProcessId,
  { origin, signed }: ReadLog,
): Promise<void> {
  const [known] = await tx.select().from(recordLogs).where(eq(recordLogs.origin, origin));
  if (known) {
    const [entry] = await tx.select().from(recordEntries).where(eq(recordEntries.log, origin)).limit(1);
    const isOurs = origin.startsWith(`${new URL(settings.origin).host}/`);
    const own = isOurs ? await recordLog.signer.keys(origin) : [];
    if (entry || (isOurs && !(signed && own.includes(signed.by))))
      throw broken("already_there", "record", `the record log ${origin} is, or was, here already`);
    await tx.execute(sql`select set_config('codraft.deleting', 'on', true)`);
    await tx.update(recordLogs).set({ formerOf: processId }).where(eq(recordLogs.origin, origin));
    await tx.execute(sql`select set_config('codraft.deleting', 'off', true)`);
    return;
  }
  const name = origin.split("/").at(-1) ?? origin;
  for (let number = 1; ; number++) {
    const [log] = await tx
      .insert(recordLogs)
      .values({ origin, name: number === 1 ? name : `${name}-${number}`, formerOf: processId })
      .onConflictDoNothing()
      .returning({ origin: recordLogs.origin });
    if (log) return;
  }
}
