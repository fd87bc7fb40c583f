import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setTerms } from "~/features/overview/services/setTerms.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";
import { rounds } from "~db/schema/rounds";
import { workgroups } from "~db/schema/workgroups";
import { following } from "~server/visitors/following";
import { sharing } from "~server/visitors/sharing";
import { drafted, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
const clock = testClock();
let request: ReturnType<typeof sharing>;
let made = 0;

beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
});
beforeEach(() => {
  request = sharing({ deps: s.deps, followed: following(db) });
  made = 0;
});
afterAll(() => db.close());

async function titles({ db }: Pick<Deps, "db">, id: string) {
  made += 1;
  const rows = await db
    .select({ title: processes.title })
    .from(processes)
    .where(eq(processes.id, id as never));
  return rows.map(({ title }) => title);
}
/** As pages read: by the row of their process, which says how often it has changed. */
async function workgroupsIn({ db }: Pick<Deps, "db">, { id }: ProcessRow) {
  made += 1;
  return db.select({ key: workgroups.key }).from(workgroups).where(eq(workgroups.processId, id));
}
async function roundNumbers({ db }: Pick<Deps, "db">, id: string) {
  made += 1;
  return db
    .select({ number: rounds.number })
    .from(rounds)
    .where(eq(rounds.processId, id as never));
}

describe("what requests read for each other", () => {
  test("is read once for all of them, also for those that ask at the same time", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => request()(titles, s.process.id)));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    await request()(titles, s.process.id);
    expect(made).toBeLessThanOrEqual(2);
  });

  test("is read anew by the first that asks after a change was stored, by whatever way, and by that one alone", async () => {
    const before = await request()(roundNumbers, s.process.id);
    await drafted(s);
    expect(await request()(roundNumbers, s.process.id)).toHaveLength(before.length + 1);
    await request()(roundNumbers, s.process.id);
    expect(made).toBe(2);
    await db.db.delete(rounds);
    expect(await request()(roundNumbers, s.process.id)).toEqual([]);
  });

  test("stays while other tables change", async () => {
    await request()(roundNumbers, s.process.id);
    const terms = [{ key: "use", title: "Use it" }];
    value(await setTerms(s.deps, s.organizer, s.process, { kind: "criteria", language: "en", terms }));
    await request()(roundNumbers, s.process.id);
    expect(made).toBe(1);
  });

  test("stays whatever else of its process changes, and is read anew with what it is made of", async () => {
    const now = async () =>
      there((await db.db.select().from(processes).where(eq(processes.id, s.process.id)))[0]);
    const before = await now();
    await request()(workgroupsIn, before);
    const terms = [{ key: "use", title: "Use it for anything" }];
    value(await setTerms(s.deps, s.organizer, before, { kind: "criteria", language: "en", terms }));
    const after = await now();
    expect(after.version).toBeGreaterThan(before.version);
    const read = await request()(workgroupsIn, after);
    expect(made).toBe(1);
    await db.db.delete(workgroups).where(eq(workgroups.processId, s.process.id));
    expect([read.length > 0, await request()(workgroupsIn, after)]).toEqual([true, []]);
  });

  test("is told apart by all that it was asked with", async () => {
    const other = await scenario(s.deps, { members: 0 });
    const [one] = await request()(titles, s.process.id);
    await request()(titles, other.process.id);
    expect(made).toBe(2);
    expect(await request()(titles, s.process.id)).toEqual([one]);
  });

  test("is not shared where a reader closes over the one who asks", async () => {
    for (const who of ["one", "another"]) {
      const own = async () => {
        made += 1;
        return who;
      };
      expect(await request()(own)).toBe(who);
    }
    expect(made).toBe(2);
  });

  test("is good until a moment comes that it was held against, and no longer", async () => {
    const until = new Date(clock.now().getTime() + minutes(5));
    const isOpen = async (deps: Deps) => {
      made += 1;
      return until > nowAgainst(deps, until);
    };
    expect(await request()(isOpen)).toBe(true);
    clock.forward(minutes(4));
    expect(await request()(isOpen)).toBe(true);
    expect(made).toBe(1);
    clock.forward(minutes(1));
    expect(await request()(isOpen)).toBe(false);
  });

  test("that reads the clock without saying what for, or takes chance, is made for each", async () => {
    const moment = async (deps: Deps) => deps.now().getTime();
    const drawn = async (deps: Deps) => deps.newId();
    const first = await request()(moment);
    clock.forward(1);
    expect(await request()(moment)).toBe(first + 1);
    expect(await request()(drawn)).not.toBe(await request()(drawn));
  });

  test("that failed is tried again, and cannot be changed by one whom it is given", async () => {
    let fails = true;
    const list = async () => {
      if (fails) throw new Error("away");
      return [{ names: ["a"] }];
    };
    await expect(request()(list)).rejects.toThrow("away");
    fails = false;
    const given = await request()(list);
    expect(() => given[0]?.names.push("b")).toThrow(TypeError);
  });
});
