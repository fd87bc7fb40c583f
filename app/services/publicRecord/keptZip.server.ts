import { createReadStream } from "node:fs";
import { mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import { zipSink } from "./files.server";
import { writeRecord } from "./writeRecord.server";

/** Milliseconds for which a record is given out again before it is made anew. */
const keptFor = 10 * 60_000;

type Kept = { readonly file: Promise<string>; readonly madeAt: number };
const kept = new Map<string, Kept>();
let folder: Promise<string> | undefined;

/**
 * The record of a process as a .zip file, at most ten minutes old: however many ask, it is made once. Its
 * bytes are read from the file, so that a slow reader holds no transaction.
 */
export async function recordZip(
  deps: Deps,
  process: ProcessRow,
): Promise<{ body: ReadableStream; bytes: number }> {
  const now = deps.now().getTime();
  const known = kept.get(process.id);
  if (!known || now - known.madeAt > keptFor) {
    const file = make(deps, process);
    kept.set(process.id, { file, madeAt: now });
    // A record that could not be made is asked for again by whoever comes next.
    file.catch(() => kept.delete(process.id));
  }
  const path = await (kept.get(process.id) as Kept).file;
  const { size } = await stat(path);
  return { body: Readable.toWeb(createReadStream(path)) as ReadableStream, bytes: size };
}

/** Forgets what was kept of a process that is gone. */
export async function forgetZip(process: Pick<ProcessRow, "id">): Promise<void> {
  const known = kept.get(process.id);
  kept.delete(process.id);
  if (known) await rm(await known.file.catch(() => ""), { force: true });
}

async function make(deps: Deps, process: ProcessRow): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), "codraft-records-"));
  const path = join(await folder, `${process.id}.zip`);
  // Who still reads the older one reads on: the new one takes its name only when it is whole.
  const fresh = `${path}.${deps.newId()}`;
  const sink = await zipSink(fresh);
  try {
    await writeRecord(deps, process, sink);
    await sink.end();
    await rename(fresh, path);
    return path;
  } catch (error) {
    await sink.drop();
    await rm(fresh, { force: true });
    throw error;
  }
}
