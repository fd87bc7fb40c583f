import { createHash } from "node:crypto";
import type { RecordSource } from "~/features/opendata/services/load/source.server";
import type { RecordWriter } from "~/features/opendata/services/record/recordWriter";

/** The files of a record by their paths. */
export type Files = Map<string, string>;

/** A record kept in memory. */
export function memorySink(files: Files): RecordWriter {
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
    facts: async (path) => {
      const text = files.get(path);
      return text === undefined ? null : factsOf(text);
    },
  };
}

async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  yield* lines;
}

function factsOf(text: string) {
  return { bytes: Buffer.byteLength(text), sha256: createHash("sha256").update(text).digest("hex") };
}

/** The same files with another text in one of them, and a manifest that agrees with it. */
export function tampered(files: Files, path: string, change: (text: string) => string): Files {
  return agreeing(new Map([...files, [path, change(files.get(path) as string)]]));
}

/** The same files with a manifest that agrees with them, as somebody would make it who means to deceive. */
export function agreeing(files: Files): Files {
  const manifest = JSON.parse(files.get("manifest.json") as string);
  for (const path of Object.keys(manifest.files)) {
    const text = files.get(path) as string;
    manifest.files[path] = factsOf(text);
    const [, name] = /^data\/(.+)\.jsonl$/.exec(path) ?? [];
    if (name) manifest.rows[name] = text.split("\n").length - 1;
  }
  return new Map([...files, ["manifest.json", JSON.stringify(manifest)]]);
}
