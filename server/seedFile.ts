import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** A secret of 32 bytes in a file of its own, made when it is first needed. */
export function seedIn(folder: string, name: string): () => Uint8Array {
  let seed: Uint8Array | undefined;
  return () => {
    seed ??= read(join(folder, name)) ?? makeSeed(folder, name);
    return seed;
  };
}

/** The secret in a file that is there. */
export function readSeed(folder: string, name: string): Uint8Array {
  const seed = read(join(folder, name));
  if (!seed) throw new Error(`${join(folder, name)} is not there any more.`);
  return seed;
}

/** Names of the seeds for one use, `USE.seed` and later `USE.2.seed` and so on; the newest first. */
export function seedsIn(folder: string, use: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  }
  const numberOf = (name: string) => {
    const [start, number = "1", end, ...more] = name === `${use}.seed` ? [use, "1", "seed"] : name.split(".");
    const isSeed = start === use && end === "seed" && more.length === 0 && /^[1-9][0-9]{0,5}$/.test(number);
    return isSeed ? Number(number) : 0;
  };
  return names.filter((name) => numberOf(name) > 0).sort((a, b) => numberOf(b) - numberOf(a));
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
export function makeSeed(folder: string, name: string): Uint8Array {
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
