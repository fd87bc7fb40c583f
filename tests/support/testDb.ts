import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { connectPostgres, type DbHandle, openPglite } from "~db/client";
// Tells the type checker what the project provides.
import type {} from "./postgresGlobal";
import { unpackOnce } from "./unpackOnce";

export type TestDb = DbHandle & {
  /** DATABASE_URL of this database; only on PostgreSQL. */
  readonly url: string | undefined;
};

const migrations = new URL("../../db/migrations/", import.meta.url);
const template = "codraft_template";

/** A migrated database of one's own, on whichever of the two the project runs. Close it when done. */
export async function testDb(): Promise<TestDb> {
  return isPostgres() ? postgresDatabase() : pgliteDatabase();
}

/** Whether this run is on PostgreSQL. */
export function isPostgres(): boolean {
  return process.env.CODRAFT_TEST_DB === "postgres";
}

/** A copy of a migrated PGlite: loading one takes a fraction of the time of making one. */
async function pgliteDatabase(): Promise<TestDb> {
  const { PGlite } = await import("@electric-sql/pglite");
  const folder = await unpackOnce(`codraft-pglite-${migrationsHash()}`, async (staging) => {
    const fresh = await PGlite.create();
    const handle = await openPglite(fresh);
    await handle.migrate();
    const dump = await fresh.dumpDataDir("none");
    writeFileSync(join(staging, "dump.tar"), new Uint8Array(await dump.arrayBuffer()));
    await handle.close();
  });
  const dump = new Blob([readFileSync(join(folder, "dump.tar"))]);
  return { ...(await openPglite(await PGlite.create({ loadDataDir: dump }))), url: undefined };
}

async function postgresDatabase(): Promise<TestDb> {
  const name = `codraft_${randomUUID().replaceAll("-", "")}`;
  const url = await createPostgresDatabase(inject("postgresUrl") as string, name);
  return { ...(await connectPostgres(url, 10)), url };
}

/** Creates a migrated database in a PostgreSQL server and returns its address. */
export async function createPostgresDatabase(adminUrl: string, name: string): Promise<string> {
  const { default: postgres } = await import("postgres");
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    // One worker makes the template, and nobody copies it half made.
    await admin`select pg_advisory_lock(48151623)`;
    const [known] = await admin`select 1 from pg_database where datname = ${template} and datistemplate`;
    if (!known) {
      await admin.unsafe(`create database ${template}`);
      const handle = await connectPostgres(addressOf(adminUrl, template), 1);
      await handle.migrate();
      await handle.close();
      await admin.unsafe(`alter database ${template} is_template true`);
    }
    await admin.unsafe(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  return addressOf(adminUrl, name);
}

function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(migrations).sort())
    if (name.endsWith(".sql")) hash.update(readFileSync(new URL(name, migrations)));
  return hash.update(pgliteVersion()).digest("hex").slice(0, 16);
}

function pgliteVersion(): string {
  const manifest = new URL("../../node_modules/@electric-sql/pglite/package.json", import.meta.url);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
