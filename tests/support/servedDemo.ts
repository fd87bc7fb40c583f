import { cp } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { emptyFolder, startApp } from "./app";
import { createPostgresDatabase } from "./testDb";

/** A data folder and the environment of a server that has the demo in a PostgreSQL database. */
export type ServedDemo = { readonly dataDir: string; readonly env: { readonly DATABASE_URL: string } };

/**
 * The demo on PostgreSQL, as the built application loads it: once a run, and copied from then on, with the keys that it was signed
 * with. Delete the folder when done.
 */
export async function servedDemo(): Promise<ServedDemo> {
  const first = join(process.env.CODRAFT_TEST_DEMO as string, "served");
  const fill = async (_: unknown, url: string) => {
    const app = await startApp({ dataDir: first, env: { DATABASE_URL: url } });
    await app.stop();
  };
  const url = await createPostgresDatabase(inject("postgresUrl") as string, {
    name: "codraft_demo_served",
    fill,
  });
  const dataDir = await emptyFolder();
  await cp(first, dataDir, { recursive: true });
  return { dataDir, env: { DATABASE_URL: url } };
}
