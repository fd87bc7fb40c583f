import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import type { Sql } from "postgres";
import { inject } from "vitest";
import { connectPostgres, type Db, type DbHandle, openPglite, rowsOf, socketOf } from "~db/client";
// Tells the type checker what the project provides.
import type {} from "./postgresGlobal";
import { unpackOnce } from "./unpackOnce";

export type TestDb = DbHandle & {
  /** DATABASE_URL of this database; only on PostgreSQL. */
  readonly url: string | undefined;
};

const migrations = new URL("../../db/migrations/", import.meta.url);

/**
 * A migrated database with nothing in it, on whichever of the two the project runs. Close it when done: it is
 * emptied and given to the worker's next file, whose connections are then warm, in a tenth of the time of another.
 */
export async function testDb(): Promise<TestDb> {
  const known = idle.pop();
  if (known) {
    await empty(known);
    begun.delete(known.db);
  }
  const handle = known ?? (await ownDb());
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await giveBack(handle);
  };
  return { ...handle, close };
}

/** As `testDb`, for a file that changes what cannot be emptied, such as tables and connections: nobody gets it afterwards. */
export async function ownDb(): Promise<TestDb> {
  if (isPostgres()) return postgresDatabase();
  // A test in a folder that tests/projects.ts does not list would be on one database by chance.
  if (process.env.CODRAFT_TEST_DB !== "pglite") throw new Error("no database for tests of this folder");
  return { ...(await loadPglite()), url: undefined };
}

/** Whether this run is on PostgreSQL. */
export function isPostgres(): boolean {
  return process.env.CODRAFT_TEST_DB === "postgres";
}

/** How often a beginning of a kind was asked for in a database since it was last empty (`replay.ts`). */
const begun = new WeakMap<Db, Map<string, number>>();

export function begunIn(db: Db): Map<string, number> {
  const known = begun.get(db) ?? new Map();
  begun.set(db, known);
  return known;
}

/** The worker's databases that nobody uses. */
const idle: TestDb[] = [];

/** In bytes: a fresh one has thirteen million. Deleted rows stay in the files, and would be read over by all who come after. */
const mostKept = 32_000_000;

async function giveBack(handle: TestDb): Promise<void> {
  const [size] = await rowsOf<{ kept: boolean }>(
    handle.db,
    sql`select pg_database_size(current_database()) <= ${mostKept}::bigint as kept`,
  );
  if (size?.kept) idle.push(handle);
  else await handle.close();
}

/** Tables in which the migrations put rows: numbers that only grow, of what changes and not of what there is. */
export const filledByMigrations: readonly string[] = ["page_versions"];

/**
 * Takes every row away that a file made, and what the database learned of them, and lets numbers begin again. To truncate all tables
 * would take fifty times as long, as it makes a new file for each of them; without the vacuum the rows of the next file would lie in
 * the gaps of those before, in no order.
 */
async function empty({ db }: DbHandle): Promise<void> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select quote_ident(relname) as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`,
  );
  const used = tables.map(({ name }) => name).filter((name) => !filledByMigrations.includes(name));
  if (used.length === 0) return;
  await withoutGuards(db, (tx) =>
    tx.execute(
      sql.raw(`do $$
        declare one record;
        begin
          ${used.map((name) => `delete from ${name};`).join("\n")}
          for one in select sequencename, start_value from pg_sequences
              where schemaname = 'public' and last_value is not null loop
            perform setval(format('%I', one.sequencename)::regclass, one.start_value, false);
          end loop;
        end $$`),
    ),
  );
  await db.execute(sql.raw(`vacuum ${used.join(", ")}`));
  await db.execute(sql`update pg_class set relpages = 0, reltuples = -1, relallvisible = 0
    where relnamespace = 'public'::regnamespace and reltuples >= 0`);
}

/** A copy of a migrated PGlite: loading one takes a fraction of the time of making one. */
async function loadPglite(): Promise<DbHandle> {
  const client = await pgliteCopy(`codraft-pglite-${migrationsHash()}`, async () => {
    const empty = await emptyPglite();
    await (await openPglite(empty)).migrate();
    return empty;
  });
  return openPglite(client);
}

/** A PGlite without a table, for tests of the migrations. */
export function emptyPglite(): Promise<PGlite> {
  return pgliteCopy(`codraft-pglite-empty-${pgliteVersion()}`, async () => {
    const { PGlite } = await import("@electric-sql/pglite");
    return PGlite.create();
  });
}

async function pgliteCopy(name: string, make: () => Promise<PGlite>): Promise<PGlite> {
  const { PGlite } = await import("@electric-sql/pglite");
  const folder = await unpackOnce(name, async (staging) => {
    const fresh = await make();
    const dump = await fresh.dumpDataDir("none");
    writeFileSync(join(staging, "dump.tar"), new Uint8Array(await dump.arrayBuffer()));
    await fresh.close();
  });
  const dump = new Blob([readFileSync(join(folder, "dump.tar"))]);
  return PGlite.create({ loadDataDir: dump });
}

async function postgresDatabase(): Promise<TestDb> {
  const url = await createPostgresDatabase(inject("postgresUrl") as string);
  const { default: postgres } = await import("postgres");
  const handle = await connectPostgres(url, 10);
  // Connects when it is first asked for something. To change the role later would have every plan of a connection made anew.
  const connection = { session_replication_role: "replica" };
  const copier = postgres(url, { ...socketOf(url), max: 1, connection, onnotice: () => {} });
  copiers.set(handle.db, copier);
  const close = async () => {
    await Promise.all([handle.close(), copier.end()]);
  };
  return { ...handle, url, close };
}

const copiers = new WeakMap<Db, Sql>();

/** Runs a block that copies rows into a test's database, on a connection that nothing else uses where there is one. */
export async function copyInto(db: Db, block: string): Promise<void> {
  const copier = copiers.get(db);
  await (copier ? copier.unsafe(block) : db.execute(sql.raw(block)));
}

type Template = { readonly name: string; readonly fill: (handle: DbHandle, url: string) => Promise<void> };
const migrated: Template = { name: "codraft_template", fill: (handle) => handle.migrate() };

/** Creates a database in a PostgreSQL server, migrated or as a copy of another template, and returns its address. */
export async function createPostgresDatabase(adminUrl: string, template = migrated): Promise<string> {
  const { default: postgres } = await import("postgres");
  const admin = postgres(adminUrl, { ...socketOf(adminUrl), max: 1, onnotice: () => {} });
  const name = `codraft_${randomUUID().replaceAll("-", "")}`;
  try {
    // One worker makes the template, and nobody copies it half made.
    await admin`select pg_advisory_lock(hashtext(${template.name}))`;
    const [known] = await admin`select 1 from pg_database where datname = ${template.name} and datistemplate`;
    if (!known) await makeTemplate(admin, adminUrl, template);
    await admin.unsafe(`create database ${name} template ${template.name}`);
  } finally {
    await admin.end();
  }
  return addressOf(adminUrl, name);
}

async function makeTemplate(admin: Sql, adminUrl: string, { name, fill }: Template): Promise<void> {
  await admin.unsafe(`create database ${name}`);
  const url = addressOf(adminUrl, name);
  const handle = await connectPostgres(url, 4);
  await fill(handle, url);
  await handle.close();
  await admin.unsafe(`alter database ${name} is_template true`);
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

/** Does what the database refuses everybody: as its administrator, who can switch its triggers off. */
export async function withoutGuards(db: Db, run: (tx: Db) => Promise<unknown>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await run(tx);
  });
}
