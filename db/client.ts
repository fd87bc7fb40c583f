import { readFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { type SQL, sql } from "drizzle-orm";
import { type PgDatabase, PgDialect, type PgQueryResultHKT } from "drizzle-orm/pg-core";
import { sharesSessions } from "./pooler";
import { preparing } from "./preparing";
import { projectPath } from "./projectFolder";
import { grantTo, isMigrated, lesserRole, mayMigrate, RoleProblem } from "./roles";

/** A database or a transaction of it: queries take either, and do not know the driver. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** Runs one statement and gives its rows. */
export type RunStatement = <T>(statement: SQL) => Promise<T[]>;

export type DbHandle = {
  readonly db: Db;
  /**
   * For the one statement that runs all day, the appending of ballots: prepared once, on few
   * connections of its own, so that what it needs stays warm in them.
   */
  readonly runHot: RunStatement;
  /** Whether a pooler stands before the database that gives each transaction another session. */
  readonly sharesSessions: () => Promise<boolean>;
  /** The same database for one who wants to know what is read: tells of each statement as it is sent. */
  readonly watched: (tell: (statement: string) => void) => Db;
  readonly kind: "pglite" | "postgres";
  migrate(): Promise<void>;
  close(): Promise<void>;
};

/** One sends and parses while the other is flushed; more would only wait for the log's lock. */
const hotConnections = 2;
const migrationsFolder = projectPath("db/migrations");

/**
 * What the driver has to be told of an address that names the folder of a socket, as in `postgres://user@%2Frun%2Fpostgresql/name`:
 * it does not read that from the address. Over a socket a statement comes back in two thirds of the time that TCP takes.
 */
export function socketOf(url: string): { host?: string } {
  const host = URL.canParse(url) ? decodeURIComponent(new URL(url).hostname) : "";
  return host.startsWith("/") ? { host } : {};
}

/** By what the database tells what the application writes from what somebody else does. */
const applicationName = "codraft";

/**
 * The address of the other of two roles: `ownerUrl` of the one that owns the tables, where this one does not; `serverUrl` of the server's,
 * where this one is the owner and does what a server may not.
 */
type OtherRole = { readonly ownerUrl?: string | undefined; readonly serverUrl?: string | undefined };

/**
 * How many statements may wait behind others on a connection. A transaction whose first statement is the last for which there is room would begin on
 * a connection that the driver does not hold for it: it would end with an error, and what comes there next would be in it.
 */
const withoutEnd = { max_pipeline: 1_000_000 };

/**
 * PostgreSQL through a pool. `url` is a DATABASE_URL; `poolSize` connections at most. Where there are two roles the owner of the tables
 * migrates, and gives the other what it needs. A role that owns nothing, without the owner's address, looks whether somebody has migrated.
 */
export async function connectPostgres(
  url: string,
  poolSize: number,
  { ownerUrl, serverUrl }: OtherRole = {},
): Promise<DbHandle> {
  const { default: postgres } = await import("postgres");
  const { drizzle } = await import("drizzle-orm/postgres-js");
  const { migrate } = await import("drizzle-orm/postgres-js/migrator");
  const open = (max: number) =>
    postgres(url, {
      ...socketOf(url),
      max,
      onnotice: () => {},
      connection: { application_name: applicationName },
      connect_timeout: 10,
      idle_timeout: 60,
      ...withoutEnd,
      // Seconds between attempts. The default grows beyond connect_timeout, so that queries would go on
      // failing for half a minute after the database is back.
      backoff: (attempts) => Math.min(0.05 * 2 ** attempts, 1),
    });
  const alone = (address: string) =>
    postgres(address, {
      ...socketOf(address),
      connection: { application_name: applicationName },
      max: 1,
      onnotice: () => {},
    });
  const roleOf = async (address: string) => {
    const other = alone(address);
    try {
      return await lesserRole(other);
    } finally {
      await other.end();
    }
  };
  const client = preparing(open(poolSize));
  const hot = open(hotConnections);
  const dialect = new PgDialect();
  const db: Db = drizzle(client);
  return {
    db,
    runHot: async <T>(statement: SQL) => {
      const { sql: text, params } = dialect.sqlToQuery(statement);
      return (await hot.unsafe(text, params as string[], { prepare: true })) as unknown as T[];
    },
    watched: (tell) => drizzle(client, { logger: { logQuery: tell } }),
    sharesSessions: async () => {
      const [one, other] = [open(1), open(1)];
      try {
        return await sharesSessions(one as never, other as never);
      } finally {
        await Promise.all([one.end({ timeout: 5 }), other.end({ timeout: 5 })]);
      }
    },
    kind: "postgres",
    migrate: async () => {
      // One node migrates, the others wait for it: the lock ends with its own connection.
      const single = alone(ownerUrl ?? url);
      try {
        if (ownerUrl === undefined && !(await mayMigrate(single))) {
          if (await isMigrated(single, newestMigration())) return;
          throw new RoleProblem(notMigrated);
        }
        await single`select pg_advisory_lock(7263481)`;
        await migrate(drizzle(single), { migrationsFolder });
        if (ownerUrl !== undefined) await grantTo(single, await lesserRole(hot));
        if (serverUrl !== undefined) await grantTo(single, await roleOf(serverUrl));
      } finally {
        await single.end();
      }
    },
    close: async () => {
      await Promise.all([client.end({ timeout: 5 }), hot.end({ timeout: 5 })]);
    },
  };
}

const notMigrated =
  "The database is not as this version needs it, and the role of DATABASE_URL cannot change its tables. Run `codraft migrate` with DATABASE_OWNER_URL.";

/** When the newest migration was made, by which the database knows it. */
function newestMigration(): number {
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, "utf8")) as {
    entries: { when: number }[];
  };
  return Math.max(...journal.entries.map(({ when }) => when));
}

/** PostgreSQL in this process, data in a folder (or in memory when there is none). */
export async function openPglite(source: string | PGlite | undefined): Promise<DbHandle> {
  const { PGlite } = await import("@electric-sql/pglite");
  const { drizzle } = await import("drizzle-orm/pglite");
  const { migrate } = await import("drizzle-orm/pglite/migrator");
  const client =
    source === undefined || typeof source === "string" ? await PGlite.create(source ?? "memory://") : source;
  await client.exec(`set application_name = '${applicationName}'`);
  const native = drizzle(client);
  const db: Db = native;
  return {
    db,
    runHot: runOn(db),
    watched: (tell) => drizzle(client, { logger: { logQuery: tell } }),
    sharesSessions: async () => false,
    kind: "pglite",
    migrate: () => migrate(native, { migrationsFolder }),
    close: () => client.close(),
  };
}

/** Runs statements on a database, or in a transaction of it. */
export function runOn(db: Db): RunStatement {
  return (statement) => rowsOf(db, statement);
}

/** Rows of a raw statement; the drivers wrap them differently. */
export async function rowsOf<T>(db: Db, statement: SQL): Promise<T[]> {
  const result = (await db.execute(statement)) as unknown as T[] | { rows: T[] };
  return Array.isArray(result) ? result : result.rows;
}

/** The database's own time: the only clock that decides when a round is over. */
export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await rowsOf<{ now: string | Date }>(db, sql`select clock_timestamp() as now`);
  return new Date(row?.now as string | Date);
}
