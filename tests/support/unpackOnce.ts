import { existsSync } from "node:fs";
import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder of the temporary directory that `fill` filled completely, once for all runs. Processes
 * that come at the same time fill one each and the first to rename wins, so none sees half of it.
 */
export async function unpackOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = join(tmpdir(), `${name}-${process.getuid?.() ?? "user"}`);
  if (existsSync(target)) return target;
  const staging = await mkdtemp(`${target}.`);
  try {
    await fill(staging);
    await chmod(staging, 0o755);
    await rename(staging, target);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
