import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deps, FileOwner, FileWish, KeptFiles, Making, OpenedFile } from "~/platform/deps";

type Made = { readonly path: string; readonly bytes: number; readonly sha256: string };
/** One that is named by what it is made of; `made` once it is. */
type Named = { readonly making: Promise<Made>; made: Made | null };
type Kept = { readonly made: Promise<Made>; readonly state: string; readonly until: number };

/** Bytes of files that are named by what they are made of. */
const mostMadeBytes = 1024 ** 3;

/**
 * Keeps files in a folder of their own: however many ask for one, it is made once. What the process
 * was when it was made stands beside it: after every change of the process, and once an embargo is over,
 * it is made anew. Changes that raise no version (what is said in rooms and threads) are in it when it
 * is too old. What is out of date is deleted; who still reads it reads on.
 */
export function fileCache({ mostBytes = mostMadeBytes } = {}): KeptFiles {
  const kept = new Map<string, Kept>();
  // Those that were asked for longest ago come first.
  const named = new Map<string, Named>();
  let stored = 0;
  let folder: string | undefined;

  const drop = async (key: string, one: Kept): Promise<void> => {
    if (kept.get(key) === one) kept.delete(key);
    const made = await one.made.catch(() => null);
    if (made) await rm(made.path, { force: true });
  };
  const newPath = async (name: string): Promise<string> => {
    folder ??= await mkdtemp(join(tmpdir(), "codraft-records-"));
    // Whoever cleans the temporary directory may have taken it away.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return join(folder, name);
  };
  const make = async (deps: Pick<Deps, "newId">, asked: FileWish): Promise<Made> => {
    const path = await newPath(deps.newId());
    try {
      await asked.make(path);
      return { path, ...(await factsOf(path)) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  };
  const find = (deps: Pick<Deps, "now" | "newId">, asked: FileWish): Kept => {
    const now = deps.now();
    for (const [key, one] of kept) if (one.until <= now.getTime()) void drop(key, one);
    const key = `${asked.process.id}/${asked.name}`;
    const state = stateOf(asked.process, now);
    const known = kept.get(key);
    if (known?.state === state) return known;
    if (known) void drop(key, known);
    const fresh = { state, until: now.getTime() + asked.keptFor, made: make(deps, asked) };
    kept.set(key, fresh);
    // What could not be made is made again for whoever comes next.
    fresh.made.catch(() => drop(key, fresh));
    return fresh;
  };

  const store = async ({ kind, hash, make }: Making): Promise<Made> => {
    const path = await newPath(`${kind.replace(/\W+/g, "-")}-${hash}`);
    const bytes = await make();
    // Somebody else may be making it as well, or reading it.
    const own = `${path}.${++stored}`;
    await writeFile(own, bytes);
    await rename(own, path);
    return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  };
  const evict = async () => {
    const made = [...named].flatMap(([key, one]) => (one.made ? [{ key, made: one.made }] : []));
    let bytes = made.reduce((sum, one) => sum + one.made.bytes, 0);
    for (const { key, made: oldest } of made) {
      if (bytes <= mostBytes) return;
      bytes -= oldest.bytes;
      named.delete(key);
      await rm(oldest.path, { force: true });
    }
  };
  const begin = (making: Making, key: string): Named => {
    const one: Named = { making: store(making), made: null };
    named.set(key, one);
    one.making.then(
      (made) => {
        one.made = made;
        return evict();
      },
      () => named.get(key) === one && named.delete(key),
    );
    return one;
  };
  const openNamed = async (making: Making, waits: boolean): Promise<OpenedFile> => {
    const key = `${making.kind} ${making.hash}`;
    for (let left = 2; ; left--) {
      const known = named.get(key);
      if (known) {
        named.delete(key);
        named.set(key, known);
      }
      const one = known && (waits || known.made) ? known : begin(making, key);
      const { path, ...facts } = await one.making;
      const file = await open(path).catch(() => null);
      if (file) return { file, ...facts };
      if (left === 0) throw new Error(`${making.kind} is gone as soon as it was made`);
      named.delete(key);
    }
  };

  return {
    made: (making) => openNamed(making, true),
    madeAlone: (making) => openNamed(making, false),
    open: async (deps, asked) => {
      for (let left = 2; ; left--) {
        const found = find(deps, asked);
        const { path, bytes, sha256 } = await found.made;
        const file = await open(path).catch(() => null);
        if (file) return { file, bytes, sha256 };
        if (left === 0) throw new Error(`${asked.name} is gone as soon as it was made`);
        await drop(`${asked.process.id}/${asked.name}`, found);
      }
    },
    forget: async ({ id }) => {
      const theirs = [...kept].filter(([key]) => key.startsWith(`${id}/`));
      await Promise.all(theirs.map(([key, one]) => drop(key, one)));
    },
    close: async () => {
      kept.clear();
      named.clear();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What decides what is public of a process: each change of it, and whether an embargo is over. */
function stateOf({ version, embargoUntil }: FileOwner, now: Date): string {
  return `${version} ${embargoUntil !== null && embargoUntil > now ? "before" : "after"} ${embargoUntil?.getTime()}`;
}

async function factsOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
