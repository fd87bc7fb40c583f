import { and, eq, getTableColumns } from "drizzle-orm";
import { commit } from "~/features/recordlog/domain/entry";
import { keyText } from "~/features/recordlog/domain/rows";
import { anchorsOf } from "~/features/recordlog/services/anchors.server";
import { logsOfProcess, newestCheckpoint, recordRows } from "~/features/recordlog/services/read.server";
import { handoverNotes } from "~/features/recordlog/services/verifierKeys.server";
import { declaredPolicy, withCosignatures } from "~/features/recordlog/services/witnessed.server";
import type { Deps } from "~/platform/deps";
import { allCommittedLines } from "~/platform/publicRows/committed.server";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { recordRows as committedRows } from "~db/schema/recordlog";
import { logFolder } from "./logFolder";

/** A file of a record log, and its text piece by piece. */
type LogFile = { readonly path: string; readonly text: AsyncIterable<string> | Iterable<string> };

const portion = 1_000;

/**
 * The record logs of a process, from the oldest: their entries, what was signed of them, and what they committed to of what is written out
 * beside them. In the transaction that reads the rest.
 */
export async function* recordLogFiles(
  deps: Pick<Deps, "recordLog">,
  tx: Db,
  extent: ExportScope,
  ballots: readonly string[],
): AsyncGenerator<LogFile> {
  const logs = (await logsOfProcess(tx, extent.processId)).toReversed();
  for (const [place, log] of logs.entries()) {
    const folder = logFolder(place);
    yield { path: `${folder}/entries.jsonl`, text: entriesOf(tx, log) };
    const checkpoint = await newestCheckpoint(tx, log);
    if (checkpoint) {
      yield { path: `${folder}/checkpoint`, text: [await withCosignatures(tx, log, checkpoint)] };
      const policy = await declaredPolicy(tx, log, checkpoint.size);
      if (policy) yield { path: `${folder}/policy`, text: [policy.text] };
      for (const [index, note] of await handoverNotes(tx, log, checkpoint.size))
        yield { path: `${folder}/keys/${index}`, text: [note] };
    }
    yield { path: `${folder}/salts.jsonl`, text: saltsOf(deps, tx, log, extent) };
    yield { path: `${folder}/anchors.jsonl`, text: openingsOf(tx, log, ballots) };
  }
}

async function* entriesOf(tx: Db, log: string): AsyncGenerator<string> {
  for (let from = 0; ; from += portion) {
    const rows = await recordRows(tx, log, from, from + portion);
    if (rows.length > 0) yield rows.map(({ entry }) => `${entry}\n`).join("");
    if (rows.length < portion) return;
  }
}

/**
 * The salts of rows that say what the log committed to. Those of any other row stay here: with them somebody could try out what it
 * said before it was changed or erased.
 */
async function* saltsOf(
  { recordLog }: Pick<Deps, "recordLog">,
  tx: Db,
  log: string,
  extent: ExportScope,
): AsyncGenerator<string> {
  const { tableName, key, salt, commit: made, state } = getTableColumns(committedRows);
  for (const one of recordLog.tables) {
    const rows = await tx
      .select({ key, salt, made })
      .from(committedRows)
      .where(and(eq(committedRows.log, log), eq(tableName, one.name), eq(state, "public")));
    if (rows.length === 0) continue;
    const known = new Map(rows.map((row) => [row.key, row]));
    const kept: string[] = [];
    for await (const lines of allCommittedLines(tx, one, extent))
      for (const { key: values, line } of lines) {
        const row = known.get(keyText(values));
        if (row && commit(row.salt, line) === row.made)
          kept.push(`${JSON.stringify([one.name, row.key, row.salt])}\n`);
      }
    // In an order that no database chooses.
    yield kept.toSorted().join("");
  }
}

/** What anchors were of, of ballots that anyone may read. */
async function* openingsOf(tx: Db, log: string, ballots: readonly string[]): AsyncGenerator<string> {
  for (const one of ballots)
    for (const { index, salt, size, root } of await anchorsOf(tx, one, log))
      yield `${JSON.stringify({ ballots: one, entry: index, salt, size, root })}\n`;
}
