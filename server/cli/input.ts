import { readFile } from "node:fs/promises";
import { decodeText } from "~/kernel/csv/decode";
import { ownValue } from "~/kernel/keyed";
import { fail, type Result } from "~/kernel/result";

/** What to tell the user when a file cannot be read. */
export type InputError = { readonly code: "unreadable"; readonly message: string; readonly line?: number };

/** The text of a file in UTF-8 or UTF-16, or of standard input for "-". */
export async function readInput(file: string): Promise<Result<string, InputError>> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  const text = decodeText(bytes.value);
  if (text.ok) return text;
  return fail({ code: "unreadable", message: "not UTF-8; save the file as UTF-8", line: text.error.line });
}

async function readBytes(file: string): Promise<Result<Uint8Array, InputError>> {
  try {
    return { ok: true, value: file === "-" ? await readStdin() : await readFile(file) };
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return fail({ code: "unreadable", message: ownValue(reasons, code) ?? message });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "that is a folder",
  EACCES: "no permission to read it",
};

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
