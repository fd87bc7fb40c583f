import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for what the workers of a run record once for all of them (`replay.ts`); one of each project that has a database uses it. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.CODRAFT_TEST_TAKES) return;
  const folder = await mkdtemp(join(tmpdir(), "codraft-takes-"));
  process.env.CODRAFT_TEST_TAKES = folder;
  return () => rm(folder, { recursive: true, force: true });
}
