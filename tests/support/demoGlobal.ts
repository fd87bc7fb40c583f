import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, loadDemoInto } from "./app";

/**
 * Loads the demo into an embedded database for the files of the project that run on one, beside the first tests: each starts
 * from a copy of it, and waits for it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuilt();
  const folder = await mkdtemp(join(tmpdir(), "codraft-demo-"));
  const made = loadDemoInto(folder);
  process.env.CODRAFT_TEST_DEMO = folder;
  return async () => {
    await made;
    await rm(folder, { recursive: true, force: true });
  };
}
