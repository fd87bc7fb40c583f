import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "./app";

/** Loads the demo once for all files of the project; each starts from a copy of it. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "codraft-demo-"));
  const app = await startApp({ dataDir: folder });
  await app.stop();
  process.env.CODRAFT_TEST_DEMO = folder;
  return () => rm(folder, { recursive: true, force: true });
}
