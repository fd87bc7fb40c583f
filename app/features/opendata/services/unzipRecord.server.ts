import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { ownValue } from "~/kernel/keyed";
import { folderSource, staysInside } from "./files.server";
import { Broken, readManifest } from "./load/source.server";

/** Bytes that a record may have when it is unpacked, and its list of files. */
const mostBytes = 8 * 1024 ** 3;
const mostOfManifest = 16 * 1024 ** 2;
/** Files that one may have: those of a large process are some thousands. */
const mostFiles = 100_000;
/** Texts shrink to a tenth, the most uniform ones to a hundredth. What shrinks further is made to fill disks. */
const mostShrunk = 250;
const smallest = 1024 ** 2;

/** A file in a .zip, as the directory at its end has it. */
type Entry = {
  readonly name: string;
  readonly packed: number;
  readonly bytes: number;
  readonly method: number;
  readonly at: number;
};

class Refused extends Error {}

/**
 * Unpacks the .zip file of a record into a folder: its manifest first, then what that lists, each file as large as the
 * manifest says and no byte larger. Before anything is unpacked, files that are not listed, links, names that lead out of
 * the folder and sizes beyond all measure are refused. Says why, or null when all is there.
 */
export async function unzipInto(path: string, folder: string): Promise<string | null> {
  const file = await open(path);
  try {
    const entries = await directoryOf(file);
    const manifest = entries.get("manifest.json");
    if (!manifest) return "it has no manifest.json";
    if (manifest.bytes > mostOfManifest) return "manifest.json is too large";
    await unpack(path, file, manifest, folder);
    const { files } = await readManifest(folderSource(folder));
    const listed = [...entries.values()].filter((entry) => entry !== manifest);
    for (const { name, bytes } of listed) {
      const stated = ownValue(files, name);
      if (!stated) return `${name} is not listed in manifest.json`;
      if (stated.bytes !== bytes) return `${name} is not as large as manifest.json says`;
    }
    for (const entry of listed) await unpack(path, file, entry, folder);
    return null;
  } catch (error) {
    if (error instanceof Refused || error instanceof Broken) return error.message;
    throw error;
  } finally {
    await file.close();
  }
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const fileMark = 0x04034b50;
/** What stands for a size that only the larger format (ZIP64) can say. */
const tooLarge = 0xffffffff;

/** The files that the directory at the end of a .zip names. Throws `Refused` for one that is none, and for any that is refused. */
async function directoryOf(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endMark) end--;
  if (end < 0) throw new Refused("it is no .zip file");
  const [count, length, begin] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count > mostFiles || begin + length > size) throw new Refused("its directory cannot be read");
  const directory = await bytesAt(file, begin, length);
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let at = 0, left = count; left > 0; left--) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark)
      throw new Refused("its directory cannot be read");
    const next =
      at +
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
    const entry = entryAt(directory, at);
    at = next;
    if (entry === null) continue;
    if (entries.has(entry.name)) throw new Refused(`${entry.name} is there twice`);
    total += entry.bytes;
    if (total > mostBytes) throw new Refused("it is too large");
    entries.set(entry.name, entry);
  }
  return entries;
}

/** One line of the directory; null for a folder. */
function entryAt(directory: Buffer, at: number): Entry | null {
  const name = directory.toString("utf8", at + 46, at + 46 + directory.readUInt16LE(at + 28));
  if (!staysInside(name)) throw new Refused(`${name} leads out of the folder`);
  // What Unix knows of a file stands in the upper half: a link's kind is 0xa.
  if (directory.readUInt32LE(at + 38) >>> 28 === 0xa) throw new Refused(`${name} is a link`);
  if (name.endsWith("/")) return null;
  if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new Refused(`${name} is encrypted`);
  const entry = {
    name,
    method: directory.readUInt16LE(at + 10),
    packed: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    at: directory.readUInt32LE(at + 42),
  };
  if (entry.method !== 0 && entry.method !== 8)
    throw new Refused(`${name} is packed in a way that is not read`);
  if (entry.bytes === tooLarge || entry.bytes > Math.max(smallest, entry.packed * mostShrunk))
    throw new Refused(`${name} is too large`);
  return entry;
}

/** Writes one file into the folder, and not one byte more than its size says. */
async function unpack(path: string, file: FileHandle, entry: Entry, folder: string): Promise<void> {
  const head = await bytesAt(file, entry.at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== fileMark)
    throw new Refused(`${entry.name} cannot be unpacked`);
  const from = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const target = join(folder, entry.name);
  await mkdir(dirname(target), { recursive: true });
  let seen = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      done(seen > entry.bytes ? new Refused(`${entry.name} is larger than it says`) : null, chunk);
    },
  });
  const packed =
    entry.packed === 0 ? [] : createReadStream(path, { start: from, end: from + entry.packed - 1 });
  try {
    if (entry.method === 8) await pipeline(packed, createInflateRaw(), counted, createWriteStream(target));
    else await pipeline(packed, counted, createWriteStream(target));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(`${entry.name} cannot be unpacked`);
  }
  if (seen !== entry.bytes) throw new Refused(`${entry.name} is smaller than it says`);
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
