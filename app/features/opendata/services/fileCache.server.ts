import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Asked, Deps, FileOwner, KeptFiles } from "~/platform/deps";

type Made = { readonly path: string; readonly bytes: number; readonly sha256: string };
type Kept = { readonly made: Promise<Made>; readonly state: string; readonly until: number };

/**
 * Keeps files in a folder of their own: however many ask for one, it is made once. What the process
 * was when it was made stands beside it: after every change of the process, and once an embargo is over,
 * it is made anew. Changes that raise no version (what is said in rooms and threads) are in it when it
 * is too old. What is out of date is deleted; who still reads it reads on.
 */
export function fileCache(): KeptFiles {
  const kept = new Map<string, Kept>();
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
  const make = async (deps: Pick<Deps, "newId">, asked: Asked): Promise<Made> => {
    const path = await newPath(deps.newId());
    try {
      await asked.make(path);
      return { path, ...(await factsOf(path)) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  };
  const find = (deps: Pick<Deps, "now" | "newId">, asked: Asked): Kept => {
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

  return {
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
