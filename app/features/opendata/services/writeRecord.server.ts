import { createHash } from "node:crypto";
import { csvShape } from "~/features/opendata/services/record/cells";
import { draftFiles } from "~/features/opendata/services/record/draftFiles.server";
import { figureLines } from "~/features/opendata/services/record/figures.server";
import { peopleLines } from "~/features/opendata/services/record/people.server";
import { type PublicLog, publicLogs, streamLog } from "~/features/opendata/services/record/publicLogs.server";
import { recordReadme } from "~/features/opendata/services/record/readme";
import { recordLogFiles } from "~/features/opendata/services/record/recordLogs.server";
import type { FileFacts, OpenFile, RecordWriter } from "~/features/opendata/services/record/recordWriter";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { piecesOf, resultFile, resultFileNames } from "~/features/results/services/resultFiles.server";
import { publishedResults } from "~/features/results/services/resultPage.server";
import { writeCsvHead, writeCsvLines } from "~/kernel/csv/write";
import { documentText } from "~/kernel/hash/document";
import { put } from "~/kernel/keyed";
import { defaultLanguage } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { inside } from "~/platform/heavy/work";
import { streamLines } from "~/platform/publicRows/readTable.server";
import type { ExportScope } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import type { Db } from "~db/client";

/** The format of a record; another one has another number. */
export const recordFormat = "codraft-record/2";

/** What a record consists of. There is no time in it: the same state gives the same bytes. */
export type Manifest = {
  readonly format: typeof recordFormat;
  readonly process: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: Readonly<Record<string, FileFacts>>;
};

/**
 * Writes everything public of a process: rows as JSON Lines and CSV, logs, results, versions, what it
 * all means, and a manifest. All of it is as of one moment. Never more than a portion is in memory.
 */
export async function writeRecord(deps: Deps, process: ProcessRow, sink: RecordWriter): Promise<Manifest> {
  return deps.db.transaction(
    async (tx) => {
      const extent: ExportScope = { processId: process.id, now: deps.now() };
      const kept = keeping(sink);
      const rows: Record<string, number> = {};
      const lists = {
        people: await peopleLines(tx, extent),
        figures: await figureLines({ ...deps, db: tx }, process.id),
      };
      for (const [name, lines] of Object.entries(lists)) {
        await kept.pieces(`data/${name}.jsonl`, linesInPieces(lines));
        put(rows, name, lines.length);
      }
      for (const table of recordTables) put(rows, table.name, await writeTable(kept, tx, table, extent));
      const logs = await publicLogs(tx, extent);
      const ballots = logs.map(({ log }) => log);
      for await (const { path, text } of recordLogFiles(deps, tx, extent, ballots))
        await kept.pieces(path, text);
      await writeDocuments(kept, inside(deps, tx), process);
      for (const log of logs) await writeLog(kept, tx, log);
      await kept.whole("README.md", recordReadme(process.slug, rows));
      const manifest: Manifest = { format: recordFormat, process: process.slug, rows, files: kept.facts() };
      await kept.whole("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
      return manifest;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Lines in pieces of so many that nobody is held up by one. */
function* linesInPieces(lines: readonly string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += 250)
    yield lines
      .slice(at, at + 250)
      .map((line) => `${line}\n`)
      .join("");
}

type Kept = ReturnType<typeof keeping>;

/** A sink that notes size and hash of what goes through it. */
function keeping(sink: RecordWriter) {
  const facts: Record<string, FileFacts> = {};
  const file = async (path: string): Promise<OpenFile> => {
    const open = await sink.file(path);
    const hash = createHash("sha256");
    let bytes = 0;
    return {
      write: async (text) => {
        hash.update(text);
        bytes += Buffer.byteLength(text);
        await open.write(text);
      },
      end: async () => {
        put(facts, path, { bytes, sha256: hash.digest("hex") });
        await open.end();
      },
    };
  };
  const pieces = async (path: string, texts: AsyncIterable<string> | Iterable<string>) => {
    const open = await file(path);
    for await (const text of texts) await open.write(text);
    await open.end();
  };
  const whole = (path: string, text: string) => pieces(path, [text]);
  return { file, whole, pieces, facts: () => facts };
}

type Table = (typeof recordTables)[number];

/** So many long texts become lines of a table in about twenty milliseconds. */
const partOfLines = 100;

function* inParts(lines: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < lines.length; at += partOfLines) yield lines.slice(at, at + partOfLines);
}

/** The rows of a table as JSON Lines and as CSV; read once. Gives how many there are. */
async function writeTable(kept: Kept, tx: Db, table: Table, extent: ExportScope): Promise<number> {
  const { columns, cells } = csvShape(table);
  const json = await kept.file(`data/${table.name}.jsonl`);
  const csv = await kept.file(`csv/${table.name}.csv`);
  await csv.write(writeCsvHead(columns));
  let rows = 0;
  for await (const lines of streamLines(tx, table, extent)) {
    rows += lines.length;
    await json.write(`${lines.join("\n")}\n`);
    for (const part of inParts(lines)) await csv.write(writeCsvLines(columns.length, part.map(cells)));
  }
  await json.end();
  await csv.end();
  return rows;
}

async function writeLog(kept: Kept, tx: Db, log: PublicLog): Promise<void> {
  const file = await kept.file(log.path);
  for await (const text of streamLog(tx, log)) await file.write(text);
  await file.end();
  if (log.result)
    await kept.whole(log.path.replace("entries.jsonl", "result.json"), documentText(log.result));
}

/** Results as they can be downloaded, and each version as a text in each language that it has. */
async function writeDocuments(kept: Kept, deps: Deps, process: ProcessRow): Promise<void> {
  for (const compilation of await publishedResults(deps, process)) {
    for (const name of resultFileNames) {
      // The report names the site that made it; a record is the same wherever it was made.
      if (name === "report.md") continue;
      const file = await resultFile(deps, process, compilation, name, defaultLanguage);
      if (file) await kept.pieces(`results/${compilation.number}/${name}`, piecesOf(file));
    }
  }
  for (const { path, text } of await draftFiles(deps, process)) await kept.whole(path, text);
}
