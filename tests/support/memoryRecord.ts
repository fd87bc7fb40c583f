import { createHash } from "node:crypto";
import type { RecordSource } from "~/services/publicRecord/loadRecord.server";
import type { Sink } from "~/services/publicRecord/sink";

/** The files of a record by their paths. */
export type Files = Map<string, string>;

/** A record kept in memory. */
export function memorySink(files: Files): Sink {
  return {
    file: async (path) => {
      const parts: string[] = [];
      return {
        write: async (text) => {
          parts.push(text);
        },
        end: async () => {
          files.set(path, parts.join(""));
        },
      };
    },
  };
}

export function memorySource(files: Files): RecordSource {
  return {
    lines: (path) => {
      const text = files.get(path);
      return text === undefined ? null : linesOf(text);
    },
  };
}

async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  yield* lines;
}

/** The same files with another text in one of them, and a manifest that agrees with it. */
export function tampered(files: Files, path: string, change: (text: string) => string): Files {
  const changed = new Map(files);
  const text = change(files.get(path) as string);
  changed.set(path, text);
  const manifest = JSON.parse(files.get("manifest.json") as string);
  const sha256 = createHash("sha256").update(text).digest("hex");
  manifest.files[path] = { bytes: Buffer.byteLength(text), sha256 };
  return changed.set("manifest.json", JSON.stringify(manifest));
}
