import { inArray } from "drizzle-orm";
import { z } from "zod";
import {
  broken,
  fileOf,
  ofAnother,
  type RecordSource,
  type Row,
  rowsIn,
} from "~/features/opendata/services/load/source.server";
import { addressOf } from "~/features/opendata/services/record/people.server";
import { rowSchema } from "~/features/opendata/services/record/schema";
import type { ProcessId } from "~/kernel/ids";
import { ownValue, put } from "~/kernel/keyed";
import type { Deps } from "~/platform/deps";
import { columnNamed, columnsOf } from "~/platform/publicRows/readTable.server";
import type { Placeholder, RecordTable } from "~/platform/recordTable";
import { insertMany, unlessThere } from "~db/insertMany";
import { users } from "~db/schema/accounts";

/** Rows that are stored at a time. */
const portion = 500;

export async function loadTable(
  deps: Deps,
  source: RecordSource,
  table: RecordTable,
  processId: ProcessId,
  people: ReadonlyMap<string, Person>,
): Promise<number> {
  const file = fileOf(table.name);
  const persons = columnsOf(table).filter(({ leave }) => leave.kind === "person");
  let batch: { value: Row; line: number }[] = [];
  let rows = 0;
  const store = async () => {
    const [first] = batch;
    if (!first) return;
    const named = batch.flatMap(({ value }) =>
      persons.map(({ name }) => ownValue(value, name) as string | null),
    );
    const ids = [...new Set(named.filter((one) => one !== null))];
    await addPeople(deps, processId, ids, people, { file, line: first.line });
    try {
      await insertMany(
        deps.db,
        table.table,
        batch.map(({ value }) => asStored(deps, table, processId, value)),
      );
    } catch (error) {
      if (!isRefusedByDatabase(error)) throw error;
      throw broken(
        "bad_row",
        file,
        `the rows from this line on contradict others: ${reasonOf(error)}`,
        first.line,
      );
    }
    rows += batch.length;
    batch = [];
  };
  for await (const row of rowsIn(source, table.name, rowSchema(table))) {
    const { processId: whose = processId } = row.value as Row;
    if (whose !== processId) throw ofAnother(file, row.line);
    batch.push(row as { value: Row; line: number });
    if (batch.length === portion) await store();
  }
  await store();
  return rows;
}

/** A row as the database takes it: moments as such, and something for what stayed behind. */
function asStored(deps: Deps, table: RecordTable, processId: ProcessId, row: Row): Row {
  const stored: Row = {};
  for (const [name, leave] of Object.entries(table.columns)) {
    if (leave.kind === "kept") {
      const value = insteadOf(deps, leave.instead, processId, row);
      if (value !== undefined) put(stored, name, value);
      continue;
    }
    const value = ownValue(row, name);
    const isMoment = columnNamed(table, name).columnType === "PgTimestamp";
    put(stored, name, isMoment && typeof value === "string" ? new Date(value) : value);
  }
  return stored;
}

function insteadOf(deps: Deps, instead: Placeholder, processId: ProcessId, row: Row): unknown {
  if (instead === "nothing") return undefined;
  if (instead === "a secret") return deps.randomHex(32);
  return instead === "an address" ? addressOf(processId, String(row.id)) : instead;
}

/** Classes 22 (data) and 23 (constraints) of PostgreSQL's error codes, and what triggers of ours raise. */
function isRefusedByDatabase(error: unknown): boolean {
  return /^2[23]|^P0001$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === "string" ? code : cause ? codeOf(cause) : "";
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: unknown };
  return cause ? reasonOf(cause) : message;
}

export const personSchema = z.strictObject({
  id: z.guid(),
  name: z.string(),
  affiliation: z.string(),
  role: z.enum(["organizer", "participant"]),
});

export type Person = z.infer<typeof personSchema>;

/** People of the record become accounts that nobody can sign in to. Nobody who is here already is taken for one of them. */
export async function addPeople(
  deps: Deps,
  processId: ProcessId,
  ids: readonly string[],
  people: ReadonlyMap<string, Person>,
  { file, line }: { readonly file: string; readonly line: number },
): Promise<void> {
  if (ids.length === 0) return;
  const rows = ids.map((id) => ({
    id,
    email: addressOf(processId, id),
    displayName: people.get(id)?.name ?? "",
    affiliation: people.get(id)?.affiliation ?? "",
    showsName: (people.get(id)?.name ?? "") !== "",
    createdAt: deps.now(),
  }));
  await insertMany(deps.db, users, rows, unlessThere);
  const there = await deps.db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(inArray(users.id, [...ids]));
  if (there.length < ids.length || there.some(({ id, email }) => email !== addressOf(processId, id)))
    throw broken("bad_row", file, "it names somebody who is not of this record", line);
}
