import { eq, or } from "drizzle-orm";
import { z } from "zod";
import type { FileFacts } from "~/features/opendata/services/record/recordWriter";
import { recordFormat } from "~/features/opendata/services/writeRecord.server";
import type { ProcessId } from "~/kernel/ids";
import type { RecordTable } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";

/** Where the files of a record come from. Null for one that is not there. */
export type RecordSource = {
  readonly lines: (path: string) => AsyncIterable<string> | null;
  /** Size and hash of a file, of its very bytes. */
  readonly facts: (path: string) => Promise<FileFacts | null>;
};

/** Why a record was not loaded; nothing of it is stored then. */
export type RecordProblem = {
  readonly code: "no_manifest" | "already_there" | "changed" | "bad_row" | "does_not_verify" | "not_signed";
  readonly file: string;
  /** Of the first row that is wrong; null where it is the file as a whole. */
  readonly line: number | null;
  readonly why: string;
};

export const manifestSchema = z.object({
  // The one before had no record logs: nothing of it is signed.
  format: z.enum([recordFormat, "codraft-record/1"]),
  process: z.string().min(1),
  rows: z.record(z.string(), z.int()),
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
});

export type Stated = z.infer<typeof manifestSchema>;

export const broken = (code: RecordProblem["code"], file: string, why: string, line: number | null = null) =>
  new Broken({ code, file, line, why });

export async function readManifest(source: RecordSource) {
  const lines = source.lines("manifest.json");
  if (!lines) throw broken("no_manifest", "manifest.json", "there is no such file");
  let text = "";
  for await (const line of lines) text += line;
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    throw broken("no_manifest", "manifest.json", `it is not of the format ${recordFormat}`);
  return parsed.data;
}

export const fileOf = (name: string) => `data/${name}.jsonl`;

/** Holds every file that the manifest names against it, and the manifest against what a record has. */
export async function checkFiles(source: RecordSource, { files }: Stated): Promise<void> {
  const asked = recordTables.filter(({ newer }) => newer !== "all").map(({ name }) => name);
  for (const name of ["people", "figures", ...asked])
    if (!Object.hasOwn(files, fileOf(name)))
      throw broken("changed", fileOf(name), "the manifest does not have it");
  for (const [path, stated] of Object.entries(files)) {
    const found = await source.facts(path);
    if (!found) throw broken("changed", path, "there is no such file");
    if (found.bytes !== stated.bytes || found.sha256 !== stated.sha256)
      throw broken("changed", path, "it is not what the manifest says");
  }
}

/**
 * The tables of the record as this one has them: one that was written before there were some of them, or some of their columns, is read
 * without those, and held against what it says itself.
 */
export async function tablesIn(source: RecordSource, { files }: Stated): Promise<RecordTable[]> {
  const tables: RecordTable[] = [];
  for (const table of recordTables) {
    if (!Object.hasOwn(files, fileOf(table.name))) continue;
    const newer = Array.isArray(table.newer) ? table.newer : [];
    const first = newer.length > 0 ? await firstRow(source, table.name) : undefined;
    const isThere = (name: string) => !first || !newer.includes(name) || Object.hasOwn(first, name);
    tables.push({
      ...table,
      columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => isThere(name))),
    });
  }
  return tables;
}

async function firstRow(source: RecordSource, name: string): Promise<object | undefined> {
  for await (const { value } of rowsIn(source, name, z.looseObject({}))) return value;
  return undefined;
}

export const ofAnother = (file: string, line: number) =>
  broken("bad_row", file, "processId: it is of another process", line);

/** Which process it is; refused where that one, or another of its name, is here already. */
export async function identityOf(db: Db, source: RecordSource, slug: string): Promise<ProcessId> {
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

export type Row = Record<string, unknown>;

export async function* rowsIn<T>(source: RecordSource, name: string, schema: z.ZodType<T>) {
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

export class Broken extends Error {
  constructor(readonly problem: RecordProblem) {
    super(problem.why);
  }
}
