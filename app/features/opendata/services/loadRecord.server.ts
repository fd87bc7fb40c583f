import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "~/features/opendata/feature";
import { type Held, holdLogs } from "~/features/opendata/services/load/holdLogs.server";
import { type ReadLog, readLogs } from "~/features/opendata/services/load/readLogs.server";
import {
  Broken,
  broken,
  checkFiles,
  fileOf,
  identityOf,
  ofAnother,
  type RecordProblem,
  type RecordSource,
  readManifest,
  rowsIn,
  tablesIn,
} from "~/features/opendata/services/load/source.server";
import { storeLogs } from "~/features/opendata/services/load/storeLogs.server";
import {
  addPeople,
  loadTable,
  type Person,
  personSchema,
} from "~/features/opendata/services/load/tables.server";
import { figureLines } from "~/features/opendata/services/record/figures.server";
import { peopleLines } from "~/features/opendata/services/record/people.server";
import { parentsOf } from "~/features/opendata/services/record/schema";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { markPublished, markRevealed } from "~/features/rounds/services/publication.server";
import { examine } from "~/features/verification/services/examine.server";
import type { ProcessId, UserId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import { fail, ok, type Result } from "~/kernel/result";
import type { VerifierKey } from "~/kernel/tlog/verifierKey";
import type { Deps } from "~/platform/deps";
import { columnNamed, streamLines } from "~/platform/publicRows/readTable.server";
import type { ExportScope, RecordTable } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { processMembers } from "~db/schema/membership";
import { processes, recordedFigures } from "~db/schema/processes";

const figuresSchema = z.strictObject({ processId: z.guid(), subject: z.string(), figures: z.unknown() });

/**
 * Loads the record of a process that is not here: the same rows, from which the same pages, hashes and
 * results follow. Every file must be what the manifest says before one row of it is looked at; no row may
 * belong to another process or name a row of one. Before anything is kept every log, result and version
 * is verified, and the record is written out of the database again and must be what came in. All of it or
 * nothing. Each of the keys has to have signed a record log of it.
 * `organizer` runs the process from now on; who is in the record can not sign in.
 */
export async function loadRecord(
  deps: Deps,
  source: RecordSource,
  organizer: UserId | null,
  keys: readonly VerifierKey[] = [],
): Promise<Result<LoadedRecord, RecordProblem>> {
  try {
    return await deps.db.transaction(async (transaction) =>
      ok(await load({ ...deps, db: transaction }, source, organizer, keys)),
    );
  } catch (error) {
    if (error instanceof Broken) return fail(error.problem);
    throw error;
  }
}

/** Ends a transaction of which nothing is to stay. */
class Checked extends Error {
  constructor(readonly loaded: LoadedRecord) {
    super("a record was checked");
  }
}

/** What loading a record would come to, or why it would be refused: everything is done, and then nothing of it is kept. */
export async function checkRecord(
  deps: Deps,
  source: RecordSource,
  keys: readonly VerifierKey[] = [],
): Promise<Result<LoadedRecord, RecordProblem>> {
  try {
    return await deps.db.transaction(async (transaction) => {
      throw new Checked(await load({ ...deps, db: transaction }, source, null, keys));
    });
  } catch (error) {
    if (error instanceof Checked) return ok(error.loaded);
    if (error instanceof Broken) return fail(error.problem);
    throw error;
  }
}

export type LoadedRecord = {
  readonly slug: string;
  readonly rows: number;
  /** How many of them each table has, of those that have any. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** What of it is signed, log by log, and how many rows logs commit to. */
  readonly logs: readonly ReadLog[];
  readonly held: Held;
};

async function load(
  deps: Deps,
  source: RecordSource,
  organizer: UserId | null,
  keys: readonly VerifierKey[],
): Promise<LoadedRecord> {
  const manifest = await readManifest(source);
  await checkFiles(source, manifest);
  const logs = await readLogs(source, manifest, keys);
  const id = await identityOf(deps.db, source, manifest.process);
  const people = new Map<string, Person>();
  for await (const { value } of rowsIn(source, "people", personSchema)) people.set(value.id, value);

  let rows = 0;
  const counts: { name: string; rows: number }[] = [];
  const tables = await tablesIn(source, manifest);
  for (const table of tables) {
    const loaded = await loadTable(deps, source, table, id, people);
    if (loaded !== ownValue(manifest.rows, table.name))
      throw broken("changed", fileOf(table.name), `it has ${loaded} rows, which the manifest has otherwise`);
    rows += loaded;
    if (loaded > 0) counts.push({ name: table.name, rows: loaded });
  }
  for await (const { value, line } of rowsIn(source, "figures", figuresSchema)) {
    if (value.processId !== id) throw ofAnother(fileOf("figures"), line);
    await deps.db.insert(recordedFigures).values({ ...value, processId: id, figures: value.figures ?? {} });
    rows++;
  }
  const organizers = [...people.values()].filter(({ role }) => role === "organizer");
  await addPeople(
    deps,
    id,
    organizers.map((one) => one.id),
    people,
    { file: "data/people.jsonl", line: 1 },
  );
  const [process] = await deps.db.select().from(processes).where(eq(processes.id, id));
  if (!process) throw broken("bad_row", "data/process.jsonl", "it has no process");
  await deps.db.update(processes).set({ openedAt: process.createdAt }).where(eq(processes.id, id));
  for (const one of organizers)
    await deps.db.insert(processMembers).values({
      processId: id,
      userId: one.id,
      role: "organizer",
      joinedAt: process.createdAt,
      organizerSince: process.createdAt,
    });

  const results = await compilationHeadsOf(deps.db, id);
  for (const { roundIds, publishedAt } of results)
    if (publishedAt) await markPublished(deps.db, roundIds, publishedAt);
  await markRevealed(deps.db, id);
  await compareAgain(deps, id, tables, manifest.files);
  await checkParents(deps, id);
  const extent: ExportScope = { processId: id, now: deps.now() };
  const held = await holdLogs(deps.db, logs, manifest, deps.recordLog.tables, extent);
  await storeLogs(deps, deps.db, id, logs);
  await verify(deps, id);
  if (organizer) {
    await deps.db.insert(processMembers).values({
      processId: id,
      userId: organizer,
      role: "organizer",
      joinedAt: deps.now(),
      organizerSince: deps.now(),
    });
  }
  const actor = organizer ? { id: organizer, email: "", displayName: "", suspended: false } : null;
  // The version stays what it was: it is part of the record.
  await writeAudit(deps, deps.db, {
    processId: id,
    actor,
    action: audit["process.imported"],
    subject: process.slug,
  });
  return { slug: process.slug, rows, tables: counts, logs, held };
}

/** Writes the record out of the database again and holds it against what came in. */
async function compareAgain(
  deps: Deps,
  processId: ProcessId,
  tables: readonly RecordTable[],
  files: Readonly<Record<string, { sha256: string }>>,
): Promise<void> {
  const extent: ExportScope = { processId, now: deps.now() };
  const compare = (file: string, sha256: string) => {
    if (ownValue(files, file)?.sha256 !== sha256)
      throw broken("changed", file, "it is not what the manifest says, or its rows do not fit together");
  };
  const lists = { people: await peopleLines(deps.db, extent), figures: await figureLines(deps, processId) };
  for (const [name, lines] of Object.entries(lists)) {
    const hash = createHash("sha256");
    for (const line of lines) hash.update(`${line}\n`);
    compare(fileOf(name), hash.digest("hex"));
  }
  for (const table of tables) {
    const hash = createHash("sha256");
    for await (const lines of streamLines(deps.db, table, extent)) hash.update(`${lines.join("\n")}\n`);
    compare(fileOf(table.name), hash.digest("hex"));
  }
}

/**
 * Refuses a row that names a row of another process: a reply below somebody else's comment, a result that
 * counts a round of theirs. What is written out again are the rows of this process alone, so that a row
 * that names one which is there and not among those names another's.
 */
async function checkParents(deps: Deps, processId: ProcessId): Promise<void> {
  const extent: ExportScope = { processId, now: deps.now() };
  for (const table of recordTables)
    for (const { column, parent } of parentsOf(table)) {
      const own = columnNamed(parent, parent.key[0] as string);
      const named = column.columnType === "PgArray" ? sql`any(${column})` : column;
      const [stray] = await rowsOf<{ found: number }>(
        deps.db,
        sql`select 1 as found from ${table.table} where ${table.rows(extent)} and exists (
          select 1 from ${parent.table} parent where ${sql.identifier("parent")}.${sql.identifier(own.name)} = ${named}
          and ${sql.identifier("parent")}.${sql.identifier(own.name)} not in (select ${own} from ${parent.table} where ${parent.rows(extent)})) limit 1`,
      );
      if (stray)
        throw broken("bad_row", fileOf(table.name), `${column.name}: it names a row of another process`);
    }
}

/** Logs against their own rules, results against a recount, versions and snapshots against their hashes. */
async function verify(deps: Deps, processId: ProcessId): Promise<void> {
  const [finding] = (await examine(deps, processId)).findings;
  if (finding) throw broken("does_not_verify", finding.log, finding.what, finding.index);
}
