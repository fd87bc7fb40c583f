import { inject } from "vitest";
import { startApp } from "./app";
import { createPostgresDatabase } from "./testDb";

/** A PostgreSQL database with the demo as the built application loads it: once a run, and copied from then on. */
export function servedDemo(): Promise<string> {
  return createPostgresDatabase(inject("postgresUrl") as string, { name: "codraft_demo_served", fill: load });
}

async function load(_: unknown, url: string): Promise<void> {
  const app = await startApp({ env: { DATABASE_URL: url } });
  await app.stop();
}
