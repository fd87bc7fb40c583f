import { eq, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteProcess } from "~/features/opendata/services/deleteProcess.server";
import { examine } from "~/features/verification/services/examine.server";
import type { Actor } from "~/platform/deps";
import { rowsOf } from "~db/client";
import * as schema from "~db/schema";
import { demoSlug } from "~server/demo/seats";
import { statusIn, visit } from "~tests/http/support/routes";
import { commented, firstVersion } from "~tests/support/comments";
import { demoDb } from "~tests/support/demoDb";
import {
  cast,
  closed,
  opened,
  refusal,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
/** Of people and of the server, not of any process. */
const shared = new Set([
  ...["limits", "users", "sessions", "sign_in_requests", "mailbox", "nodes", "socket_io_attachments"],
  // The name of a log stays, so that no other log ever has it.
  "record_logs",
]);

let db: TestDb;
let deps: TestDeps;
let s: Scenario;
let own: Map<string, number>;
beforeAll(async () => {
  db = await demoDb();
  deps = testDeps(db);
  const before = await counts();
  s = await scenario(deps, { members: 1 });
  const round = await opened(s);
  await cast(s, there(s.members.alpha[0]), round, requires("weights"));
  await closed(s, round);
  const { draft } = await firstVersion(s, "All of it.");
  await commented(s, s.organizer, draft);
  const after = await counts();
  own = new Map([...after].map(([name, n]) => [name, n - (before.get(name) ?? 0)]));
});
afterAll(() => db.close());

async function counts(): Promise<Map<string, number>> {
  const all = new Map<string, number>();
  for (const table of tables) {
    const [row] = await rowsOf<{ n: number }>(db.db, sql`select count(*)::int as n from ${table}`);
    all.set(getTableName(table), row?.n ?? 0);
  }
  return all;
}

async function demo() {
  const [process] = await db.db.select().from(schema.processes).where(eq(schema.processes.slug, demoSlug));
  const [organizer] = await db.db
    .select({ id: schema.users.id, email: schema.users.email, displayName: schema.users.displayName })
    .from(schema.users)
    .where(eq(schema.users.email, "organizer@demo.codraft.example"));
  return { process: there(process), organizer: { ...there(organizer), suspended: false } as Actor };
}

describe("Deleting a process", () => {
  test("needs its name, and that no round is open", async () => {
    const { process, organizer } = await demo();
    const all = await counts();
    expect(refusal(await deleteProcess(deps, organizer, process, "open-source"))).toBe("invalid");
    expect(refusal(await deleteProcess(deps, organizer, process, demoSlug))).toBe("round_still_open");
    expect(await counts()).toEqual(all);
  });

  test("takes every row of it and none of another, whose logs still verify", async () => {
    const { process, organizer } = await demo();
    await db.db.update(schema.rounds).set({ state: "closed" }).where(eq(schema.rounds.state, "open"));
    value(await deleteProcess(deps, organizer, process, demoSlug));
    const left = await counts();
    for (const [name, n] of left)
      if (!shared.has(name)) {
        // That it was deleted is the one line that stays of it.
        const more = name === "audit_log" ? 1 : 0;
        expect([name, n]).toEqual([name, (own.get(name) ?? 0) + more]);
      }
    expect((await examine(deps)).findings).toEqual([]);
    for (const file of [
      "overview/overview.tsx",
      "opendata/export.ts",
      "feeds/feed.ts",
      "opendata/data.tsx",
    ]) {
      const answer = await visit(file, "loader", { deps, params: { process: demoSlug, feed: "all.atom" } });
      expect([file, statusIn(answer)]).toEqual([file, 404]);
    }
  });
});
