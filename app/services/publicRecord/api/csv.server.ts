import { writeCsvLines } from "~/domain/csv/write";
import type { Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import { rowsOf } from "~db/client";
import { csvShape } from "../cells";
import type { Extent } from "../leave";
import { linesOf } from "../readTable.server";
import { recordTables } from "../tables";

const portion = 1_000;

/**
 * The file of a table ("comments.csv") with all public rows, portion by portion: a slow reader holds
 * nothing up. Null where there is no such table.
 */
export function csvOf(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  name: string,
): AsyncGenerator<string> | null {
  const table = recordTables.find((one) => `${one.name}.csv` === name);
  return table ? read(deps, process, table) : null;
}

async function* read(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  table: (typeof recordTables)[number],
): AsyncGenerator<string> {
  const extent: Extent = { processId: process.id, now: deps.now() };
  const { columns, cells } = csvShape(table, process.languages);
  yield writeCsvLines(columns.length, [columns]);
  let after: unknown[] | null = null;
  for (;;) {
    const lines: { line: string }[] = await rowsOf(
      deps.db,
      linesOf(table, extent, { after, limit: portion }),
    );
    if (lines.length > 0)
      yield writeCsvLines(
        columns.length,
        lines.map(({ line }) => cells(line)),
      );
    const last = lines.at(-1);
    if (!last || lines.length < portion) return;
    const row = JSON.parse(last.line) as Record<string, unknown>;
    after = table.key.map((column) => row[column]);
  }
}
