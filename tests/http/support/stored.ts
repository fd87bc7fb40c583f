import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as schema from "~db/schema";
import type { TestDb } from "~tests/support/testDb";

/** All rows of all tables as text, but for the sessions that asking takes, and that it is counted. */
export async function stored({ db }: Pick<TestDb, "db">): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(schema)) {
    if (!is(table, PgTable) || [schema.sessions, schema.limits].includes(table as never)) continue;
    const rows: unknown[] = await db.select().from(table as typeof schema.users);
    all[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return all;
}
