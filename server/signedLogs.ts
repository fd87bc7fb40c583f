import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Signed } from "~/features/recordlog/domain/guard";
import type { SignedLogs } from "~/features/recordlog/services/recordLogDeps";

const state = z.strictObject({
  size: z.number().int().nonnegative(),
  frontier: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

/**
 * What this server signed last of each log, in a file a log beside the keys. It is on the disk before the signature leaves, so that
 * a database that was put back cannot have something else signed.
 */
export function signedLogs(keys: string): SignedLogs {
  const folder = join(keys, "signed");
  const pathOf = (origin: string) => join(folder, `${encodeURIComponent(origin)}.json`);
  return {
    read: (origin) => {
      const text = textAt(pathOf(origin));
      return text === null ? null : state.parse(JSON.parse(text));
    },
    keep: (origin, signed) => write(folder, pathOf(origin), signed),
  };
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Written beside and put in place whole; both the file and its name are on the disk when this returns. */
function write(folder: string, path: string, { size, frontier }: Signed): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomBytes(8).toString("hex")}`;
  const file = openSync(beside, "wx", 0o600);
  try {
    writeSync(file, `${JSON.stringify({ size, frontier })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  const names = openSync(folder, "r");
  try {
    fsyncSync(names);
  } finally {
    closeSync(names);
  }
}
