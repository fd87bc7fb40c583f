import { inject } from "vitest";
import { connectPostgres, type DbHandle } from "~db/client";
import { loadDemo } from "~server/demo/load";
import { createPostgresDatabase, isPostgres, type TestDb, testDb } from "./testDb";
import { testDeps } from "./testDeps";

/** A database with the demo in it. PostgreSQL loads it once for all files and copies it from then on. */
export async function demoDb(): Promise<TestDb> {
  if (isPostgres()) {
    const url = await createDemoDatabase(inject("postgresUrl") as string);
    return { ...(await connectPostgres(url, 10)), url };
  }
  const handle = await testDb();
  await loadDemo(testDeps(handle));
  return handle;
}

/** Creates a database with the demo in a PostgreSQL server and returns its address. */
export function createDemoDatabase(adminUrl: string): Promise<string> {
  return createPostgresDatabase(adminUrl, { name: "codraft_demo", fill });
}

async function fill(handle: DbHandle): Promise<void> {
  await handle.migrate();
  await loadDemo(testDeps(handle));
}
