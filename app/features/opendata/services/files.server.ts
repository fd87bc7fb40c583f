import { createHash } from "node:crypto";
import { createReadStream, lstatSync, realpathSync } from "node:fs";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize, sep } from "node:path";
import type { RecordSource } from "~/features/opendata/services/load/source.server";
import { packRecord } from "~/features/opendata/services/packTask.server";
import type { RecordWriter } from "~/features/opendata/services/record/recordWriter";
import { type Work, workHere } from "~/platform/heavy/work";

/** Whether a path stays in the folder below which it stands. */
export function staysInside(path: string): boolean {
  const name = normalize(path);
  return !name.startsWith("..") && !name.startsWith(sep) && !name.includes("\0");
}

/** A record as a folder of files. Throws at a path that leads out of it. */
export function folderSink(folder: string): RecordWriter {
  return {
    file: async (path) => {
      if (!staysInside(path)) throw new Error(`${path} leads out of the folder`);
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      const file = await open(target, "w");
      return {
        write: async (text) => {
          await file.write(text);
        },
        end: () => file.close(),
      };
    },
  };
}

/**
 * A record as one .zip file: its files are gathered in a folder beside it and packed one after the other,
 * so that none is whole in memory. `end` has them packed by `work`, `drop` forgets them.
 */
export async function zipSink(
  path: string,
  work: Work = workHere,
): Promise<RecordWriter & { readonly end: () => Promise<void>; readonly drop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "codraft-record-"));
  const gathered = folderSink(folder);
  const names: string[] = [];
  const drop = () => rm(folder, { recursive: true, force: true });
  return {
    file: (name) => {
      names.push(name);
      return gathered.file(name);
    },
    end: async () => {
      await work(packRecord, { path, folder, names: [...names] });
      await drop();
    },
    drop,
  };
}

/** A record in a folder. */
export function folderSource(folder: string): RecordSource {
  return {
    lines: (path) => {
      const file = fileIn(folder, path);
      return file === null ? null : linesIn(createReadStream(file, "utf8"));
    },
    facts: async (path) => {
      const file = fileIn(folder, path);
      if (file === null) return null;
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const chunk of createReadStream(file)) {
        hash.update(chunk as Uint8Array);
        bytes += (chunk as Uint8Array).length;
      }
      return { bytes, sha256: hash.digest("hex") };
    },
  };
}

/** A file of a record: no link, and none that is reached by one, because it could be any file of the machine. */
function fileIn(folder: string, path: string): string | null {
  const file = join(folder, path);
  if (!staysInside(path) || !lstatSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  return realpathSync(file) === join(realpathSync(folder), path) ? file : null;
}

/** Lines end with a line feed and nothing else: a text may have other separators in it. */
async function* linesIn(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() as string;
    yield* lines;
  }
  if (rest !== "") yield rest;
}
