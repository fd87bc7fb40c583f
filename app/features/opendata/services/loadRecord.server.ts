import { createHash } from "node:crypto";
import { eq, inArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { audit } from "~/features/opendata/feature";
import { figureLines } from "~/features/opendata/services/record/figures.server";
import { addressOf, peopleLines } from "~/features/opendata/services/record/people.server";
import { columnNamed, columnsOf, streamLines } from "~/features/opendata/services/record/readTable.server";
import type { FileFacts } from "~/features/opendata/services/record/recordWriter";
import { parentsOf, rowSchema } from "~/features/opendata/services/record/schema";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import { compilationsOf } from "~/features/results/services/read.server";
import { markPublished } from "~/features/rounds/services/publication.server";
import { examine } from "~/features/verification/services/examine.server";
import type { ProcessId, UserId } from "~/kernel/ids";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import type { ExportScope, Placeholder, RecordTable } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes, recordedFigures } from "~db/schema/processes";
import { recordFormat } from "./writeRecord.server";

/** Where the files of a record come from. Null for one that is not there. */
export type RecordSource = {
  readonly lines: (path: string) => AsyncIterable<string> | null;
  /** Size and hash of a file, of its very bytes. */
  readonly facts: (path: string) => Promise<FileFacts | null>;
};

/** Why a record was not loaded; nothing of it is stored then. */
export type RecordProblem = {
  readonly code: "no_manifest" | "already_there" | "changed" | "bad_row" | "does_not_verify";
  readonly file: string;
  /** Of the first row that is wrong; null where it is the file as a whole. */
  readonly line: number | null;
  readonly why: string;
};

const manifestSchema = z.object({
  format: z.literal(recordFormat),
  process: z.string().min(1),
  rows: z.record(z.string(), z.int()),
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
});

type Stated = z.infer<typeof manifestSchema>;

const personSchema = z.strictObject({
  id: z.guid(),
  name: z.string(),
  affiliation: z.string(),
  role: z.enum(["organizer", "participant"]),
});

type Person = z.infer<typeof personSchema>;

const figuresSchema = z.strictObject({ processId: z.guid(), subject: z.string(), figures: z.unknown() });

class Broken extends Error {
  constructor(readonly problem: RecordProblem) {
    super(problem.why);
  }
}

const broken = (code: RecordProblem["code"], file: string, why: string, line: number | null = null) =>
  new Broken({ code, file, line, why });

/**
 * Loads the record of a process that is not here: the same rows, from which the same pages, hashes and
 * results follow. Every file must be what the manifest says before one row of it is looked at; no row may
 * belong to another process or name a row of one. Before anything is kept every log, result and version
 * is verified, and the record is written out of the database again and must be what came in. All of it or
 * nothing. `organizer` runs the process from now on; who is in the record can not sign in.
 */
export async function loadRecord(
  deps: Deps,
  source: RecordSource,
  organizer: UserId | null,
): Promise<Result<{ slug: string; rows: number }, RecordProblem>> {
  try {
    return await deps.db.transaction(async (transaction) =>
      ok(await load({ ...deps, db: transaction }, source, organizer)),
    );
  } catch (error) {
    if (error instanceof Broken) return fail(error.problem);
    throw error;
  }
}

async function load(deps: Deps, source: RecordSource, organizer: UserId | null) {
  const manifest = await readManifest(source);
  await checkFiles(source, manifest);
  const id = await identityOf(deps.db, source, manifest.process);
  const people = new Map<string, Person>();
  for await (const { value } of rowsIn(source, "people", personSchema)) people.set(value.id, value);

  let rows = 0;
  for (const table of recordTables) {
    const loaded = await loadTable(deps, source, table, id, people);
    if (loaded !== manifest.rows[table.name])
      throw broken("changed", fileOf(table.name), `it has ${loaded} rows, which the manifest has otherwise`);
    rows += loaded;
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
    "data/people.jsonl",
    1,
  );
  const [process] = await deps.db.select().from(processes).where(eq(processes.id, id));
  if (!process) throw broken("bad_row", "data/process.jsonl", "it has no process");
  for (const one of organizers)
    await deps.db
      .insert(processMembers)
      .values({ processId: id, userId: one.id, role: "organizer", joinedAt: process.createdAt });

  const results = await compilationsOf(deps.db, id);
  for (const { roundIds, publishedAt } of results)
    if (publishedAt) await markPublished(deps.db, roundIds, publishedAt);
  await compareAgain(deps, id, manifest.files);
  await checkParents(deps, id);
  await verify(deps, id);
  if (organizer) {
    await deps.db
      .insert(processMembers)
      .values({ processId: id, userId: organizer, role: "organizer", joinedAt: deps.now() });
  }
  const actor = organizer ? { id: organizer, email: "", displayName: "", suspended: false } : null;
  // The version stays what it was: it is part of the record.
  await writeAudit(deps, deps.db, {
    processId: id,
    actor,
    action: audit["process.imported"],
    subject: process.slug,
  });
  return { slug: process.slug, rows };
}

async function readManifest(source: RecordSource) {
  const lines = source.lines("manifest.json");
  if (!lines) throw broken("no_manifest", "manifest.json", "there is no such file");
  let text = "";
  for await (const line of lines) text += line;
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    throw broken("no_manifest", "manifest.json", `it is not of the format ${recordFormat}`);
  return parsed.data;
}

const fileOf = (name: string) => `data/${name}.jsonl`;

/** Holds every file that the manifest names against it, and the manifest against what a record has. */
async function checkFiles(source: RecordSource, { files }: Stated): Promise<void> {
  for (const name of ["people", "figures", ...recordTables.map((table) => table.name)])
    if (!Object.hasOwn(files, fileOf(name)))
      throw broken("changed", fileOf(name), "the manifest does not have it");
  for (const [path, stated] of Object.entries(files)) {
    const found = await source.facts(path);
    if (!found) throw broken("changed", path, "there is no such file");
    if (found.bytes !== stated.bytes || found.sha256 !== stated.sha256)
      throw broken("changed", path, "it is not what the manifest says");
  }
}

const ofAnother = (file: string, line: number) =>
  broken("bad_row", file, "processId: it is of another process", line);

/** Which process it is; refused where that one, or another of its name, is here already. */
async function identityOf(db: Db, source: RecordSource, slug: string): Promise<ProcessId> {
  const file = "data/process.jsonl";
  const found: { id: string; slug: string }[] = [];
  const schema = z.looseObject({ id: z.guid(), slug: z.string() });
  for await (const { value } of rowsIn(source, "process", schema)) found.push(value);
  const [only] = found;
  if (!only || found.length !== 1 || only.slug !== slug)
    throw broken("bad_row", file, `it does not have the one process ${slug}`);
  const id = only.id as ProcessId;
  const [there] = await db
    .select({ id: processes.id })
    .from(processes)
    .where(or(eq(processes.id, id), eq(processes.slug, slug)));
  if (there) throw broken("already_there", file, `the process ${slug} is here already`);
  return id;
}

type Row = Record<string, unknown>;

async function* rowsIn<T>(source: RecordSource, name: string, schema: z.ZodType<T>) {
  const file = fileOf(name);
  const lines = source.lines(file);
  if (!lines) throw broken("changed", file, "there is no such file");
  let line = 0;
  for await (const text of lines) {
    line++;
    const parsed = schema.safeParse(jsonOf(text));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join(".") || "the row";
      throw broken("bad_row", file, `${where}: ${issue?.message ?? "not understood"}`, line);
    }
    yield { value: parsed.data, line };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Rows that are stored at a time. */
const portion = 500;

async function loadTable(
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
    const named = batch.flatMap(({ value }) => persons.map(({ name }) => value[name] as string | null));
    const ids = [...new Set(named.filter((one) => one !== null))];
    await addPeople(deps, processId, ids, people, file, first.line);
    try {
      await deps.db
        .insert(table.table)
        .values(batch.map(({ value }) => asStored(deps, table, processId, value)));
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
      if (value !== undefined) stored[name] = value;
      continue;
    }
    const value = row[name];
    const isMoment = columnNamed(table, name).columnType === "PgTimestamp";
    stored[name] = isMoment && typeof value === "string" ? new Date(value) : value;
  }
  return stored;
}

function insteadOf(deps: Deps, instead: Placeholder, processId: ProcessId, row: Row): unknown {
  if (instead === "nothing") return undefined;
  if (instead === "a secret") return deps.randomHex(32);
  return instead === "an address" ? addressOf(processId, String(row.id)) : instead;
}

/** People of the record become accounts that nobody can sign in to. Nobody who is here already is taken for one of them. */
async function addPeople(
  deps: Deps,
  processId: ProcessId,
  ids: readonly string[],
  people: ReadonlyMap<string, Person>,
  file: string,
  line: number,
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
  await deps.db.insert(users).values(rows).onConflictDoNothing();
  const there = await deps.db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(inArray(users.id, [...ids]));
  if (there.length < ids.length || there.some(({ id, email }) => email !== addressOf(processId, id)))
    throw broken("bad_row", file, "it names somebody who is not of this record", line);
}

/** Writes the record out of the database again and holds it against what came in. */
async function compareAgain(
  deps: Deps,
  processId: ProcessId,
  files: Readonly<Record<string, { sha256: string }>>,
): Promise<void> {
  const extent: ExportScope = { processId, now: deps.now() };
  const compare = (file: string, sha256: string) => {
    if (files[file]?.sha256 !== sha256)
      throw broken("changed", file, "it is not what the manifest says, or its rows do not fit together");
  };
  const lists = { people: await peopleLines(deps.db, extent), figures: await figureLines(deps, processId) };
  for (const [name, lines] of Object.entries(lists)) {
    const hash = createHash("sha256");
    for (const line of lines) hash.update(`${line}\n`);
    compare(fileOf(name), hash.digest("hex"));
  }
  for (const table of recordTables) {
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

/** Classes 22 (data) and 23 (constraints) of PostgreSQL's error codes. */
function isRefusedByDatabase(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === "string" ? code : cause ? codeOf(cause) : "";
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: unknown };
  return cause ? reasonOf(cause) : message;
}
