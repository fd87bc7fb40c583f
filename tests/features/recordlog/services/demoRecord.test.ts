import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordRows } from "~/features/recordlog/services/read.server";
import { examine } from "~/features/verification/services/examine.server";
import { recorded } from "~/registries/recordLog.server";
import { rowsOf } from "~db/client";
import { auditLog } from "~db/schema/processes";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

describe("What stands in the audit log of the demo", () => {
  let demo: TestDb;
  beforeAll(async () => {
    demo = await demoDb();
  });
  afterAll(() => demo.close());

  test("stands in its record log, act by act, but for what is declared not to be public", async () => {
    const lines = await demo.db.select().from(auditLog);
    const kinds = new Map<string, number>();
    const acts = new Map<string, number>();
    for (const { log } of await rowsOf<{ log: string }>(demo.db, sql`select origin as log from record_logs`))
      for (const { entry } of await recordRows(demo.db, log)) {
        const { kind, act } = JSON.parse(entry) as { kind: string; act?: string };
        if (act === undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        else acts.set(act, (acts.get(act) ?? 0) + 1);
      }
    const wanted = new Map<string, number>();
    for (const { action } of lines) {
      const recording = there(recorded.get(action));
      if (!("entry" in recording)) continue;
      const name = recording.entry === "rows" ? action : recording.entry;
      wanted.set(name, (wanted.get(name) ?? 0) + 1);
    }
    expect(wanted.size).toBeGreaterThan(10);
    const found = new Map([...kinds, ...acts]);
    for (const [name, count] of wanted) expect([name, found.get(name) ?? 0]).toEqual([name, count]);
    expect((await examine(testDeps(demo))).findings).toEqual([]);
  });
});
