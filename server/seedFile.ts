import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** A secret of 32 bytes in a file of its own, made when it is first needed. */
export function seedIn(folder: string, name: string): () => Uint8Array {
  let seed: Uint8Array | undefined;
  return () => {
    seed ??= read(join(folder, name)) ?? make(folder, name);
    return seed;
  };
}

function read(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
  if (!/^[0-9a-f]{64}\n$/.test(text)) throw new Error(`${path} is no key: put back the file as it was.`);
  return new Uint8Array(Buffer.from(text.trim(), "hex"));
}

/** Written beside and put in place whole; of two that start at once the first one's stays. */
function make(folder: string, name: string): Uint8Array {
  const path = join(folder, name);
  const beside = `${path}.${randomBytes(8).toString("hex")}`;
  const file = openNew(folder, beside);
  try {
    writeSync(file, `${randomBytes(32).toString("hex")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(beside, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(beside);
  }
  const seed = read(path);
  if (!seed) throw new Error(`${path} was made and is not there.`);
  return seed;
}

function openNew(folder: string, path: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openSync(path, "wx", 0o600);
  } catch (error) {
    const sentence = `Keys cannot be written to ${folder}. Set CODRAFT_KEYS to a folder of this server's.`;
    throw new Error(sentence, { cause: error });
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;
