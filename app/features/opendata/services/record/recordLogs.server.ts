import { commit } from "~/features/recordlog/domain/entry";
import { type CommittedRow, keyText } from "~/features/recordlog/domain/rows";
import { anchorsOf } from "~/features/recordlog/services/anchors.server";
import {
  allCommittedRows,
  logsOfProcess,
  newestCheckpoint,
  recordRows,
} from "~/features/recordlog/services/read.server";
import { handoverNotes } from "~/features/recordlog/services/verifierKeys.server";
import { declaredPolicy, withCosignatures } from "~/features/recordlog/services/witnessed.server";
import type { Deps } from "~/platform/deps";
import { inTurns, sortedInTurns } from "~/platform/jobs/turns";
import { allCommittedLines } from "~/platform/publicRows/committed.server";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { logFolder } from "./logFolder";

/** A file of a record log, and its text piece by piece. */
type LogFile = { readonly path: string; readonly text: AsyncIterable<string> | Iterable<string> };

const portion = 1_000;
/** Entries have up to 60 kB each: so many are read at once, and no more is written at a time than is hashed in a millisecond. */
const entriesAtOnce = 100;
const longPiece = 250_000;

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
  for (let from = 0; ; from += entriesAtOnce) {
    const rows = await recordRows(tx, log, from, from + entriesAtOnce);
    let piece = "";
    for (const { entry } of rows) {
      piece += `${entry}\n`;
      if (piece.length < longPiece) continue;
      yield piece;
      piece = "";
    }
    if (piece !== "") yield piece;
    if (rows.length < entriesAtOnce) return;
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
  for (const one of recordLog.tables) {
    const known = new Map<string, CommittedRow>();
    for await (const rows of allCommittedRows(tx, log, one.name))
      for (const row of rows) if (row.state === "public") known.set(row.key, row);
    if (known.size === 0) continue;
    const kept: string[] = [];
    for await (const lines of allCommittedLines(tx, one, extent))
      for (const { key: values, line } of lines) {
        const row = known.get(keyText(values));
        if (row && commit(row.salt, line) === row.commit)
          kept.push(`${JSON.stringify([one.name, row.key, row.salt])}\n`);
      }
    // In an order that no database chooses.
    for await (const some of inTurns(await sortedInTurns(kept), portion)) yield some.join("");
  }
}

/** What anchors were of, of ballots that anyone may read. */
async function* openingsOf(tx: Db, log: string, ballots: readonly string[]): AsyncGenerator<string> {
  for (const one of ballots)
    for (const { index, salt, size, root } of await anchorsOf(tx, one, log))
      yield `${JSON.stringify({ ballots: one, entry: index, salt, size, root })}\n`;
}
