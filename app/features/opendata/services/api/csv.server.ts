import { open } from "node:fs/promises";
import { csvShape } from "~/features/opendata/services/record/cells";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { writeCsvHead, writeCsvLines } from "~/kernel/csv/write";
import type { Deps, OpenedFile } from "~/platform/deps";
import { streamLines } from "~/platform/publicRows/readTable.server";
import type { RecordTable } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";

const keptFor = 60_000;

/**
 * The file of a table ("comments.csv") with all public rows. It is written from one reading of the table
 * before it is sent: a slow reader holds up no query. Null where there is no such table.
 */
export async function csvOf(deps: Deps, process: ProcessRow, name: string): Promise<OpenedFile | null> {
  const table = recordTables.find((one) => `${one.name}.csv` === name);
  if (!table) return null;
  const make = (path: string) => write(deps, process, table, path);
  return deps.keptFiles.open(deps, { process, name, keptFor, make });
}

async function write(deps: Deps, process: ProcessRow, table: RecordTable, path: string): Promise<void> {
  const extent = { processId: process.id, now: deps.now() };
  const { columns, cells } = csvShape(table);
  const file = await open(path, "w");
  try {
    await file.write(writeCsvHead(columns));
    await deps.db.transaction(async (transaction) => {
      for await (const lines of streamLines(transaction, table, extent))
        await file.write(writeCsvLines(columns.length, lines.map(cells)));
    });
  } finally {
    await file.close();
  }
}
