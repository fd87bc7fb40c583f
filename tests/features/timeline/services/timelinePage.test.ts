import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { milestonesOf } from "~/features/processes/services/read.server";
import {
  entriesPerPage,
  timelineBegins,
  timelineOf,
  timelinePage,
} from "~/features/timeline/services/timeline.server";
import { plain } from "~/kernel/language/localized";
import { insertMany } from "~db/insertMany";
import { milestones } from "~db/schema/processes";
import { opened, type Scenario, scenario } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
const many = 5 * entriesPerPage;
const first = Date.UTC(2030, 0, 1);
const dayAt = (days: number) => new Date(first + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  await insertMany(
    db.db,
    milestones,
    Array.from({ length: many }, (_, at) => ({
      id: crypto.randomUUID(),
      processId: s.process.id,
      title: plain(`Milestone ${at}`),
      startsOn: dayAt(at),
    })),
  );
  await opened(s);
});
afterAll(() => db.close());

const page = (asked: { page: number } | { onDay: string }, deps = s.deps) =>
  timelinePage(deps, s.process, "en", asked);

describe("A page of the timeline", () => {
  test("is cut by the database: no more rows are read than it shows", async () => {
    let read = 0;
    const counting = new Proxy(s.deps.db, {
      get: (target, name) => {
        const own = Reflect.get(target, name);
        if (name !== "execute") return typeof own === "function" ? own.bind(target) : own;
        return async (...asked: Parameters<typeof target.execute>) => {
          const found = await target.execute(...asked);
          // PGlite answers with its rows in an object.
          const rows: unknown = Object(found).rows ?? found;
          read += Array.isArray(rows) ? rows.length : 0;
          return found;
        };
      },
    });
    const { rows, pages, total } = await page({ page: 3 }, { ...s.deps, db: counting });
    expect(rows).toHaveLength(entriesPerPage);
    expect(read).toBe(entriesPerPage);
    expect([pages, total]).toEqual([6, many + 1]);
  });

  test("together with the others has all there is, each once and in order", async () => {
    const all = await timelineOf(s.deps, s.process, "en");
    expect(all).toHaveLength(many + 1);
    const cut = [];
    for (let at = 1; at <= 6; at++) cut.push(...(await page({ page: at })).rows);
    expect(cut).toEqual(all);
    const days = all.map(({ from }) => from);
    expect(days).toEqual(days.toSorted());
    expect(await timelineBegins(s.deps, s.process)).toBe(days[0]);
    // A round is called by its title, and not by its number alone.
    const round = all.find(({ kind }) => kind === "round");
    expect(round?.title.text).toContain("Round 1: A round");
  });

  test("has what begins on one day by what it is called, however it was stored", async () => {
    const own = await scenario(testDeps(db), { members: 0 });
    const called = ["Delta", "Alpha", "Echo", "Bravo", "Charlie"];
    const rows = called.map((title) => ({
      id: crypto.randomUUID(),
      processId: own.process.id,
      title: plain(title),
      startsOn: "2031-05-05",
      // What is over on the day comes first.
      endsOn: title === "Alpha" ? "2031-05-09" : null,
    }));
    await insertMany(db.db, milestones, rows);
    const titles = (await timelineOf(own.deps, own.process, "en")).map(({ title }) => title.text);
    expect(titles).toEqual(["Bravo", "Charlie", "Delta", "Echo", "Alpha"]);
    const kept = (await milestonesOf(db.db, own.process.id)).map(({ title }) => title.text.en);
    expect(kept).toEqual(titles);
  });

  test("is the last for whoever asks beyond the end, and the first before the beginning", async () => {
    expect(await page({ page: 99 })).toMatchObject({ page: 6, pages: 6 });
    expect((await page({ page: 99 })).rows).toHaveLength(1);
    expect(await page({ page: -3 })).toMatchObject({ page: 1 });
  });

  test("is the one that goes on at a day, else the last", async () => {
    const { rows } = await page({ onDay: dayAt(250) });
    expect(rows.map(({ from }) => from)).toContain(dayAt(250));
    expect(await page({ onDay: dayAt(9999) })).toMatchObject({ page: 6 });
    expect(await page({ onDay: dayAt(-9999) })).toMatchObject({ page: 1 });
  });

  test("is one page without rows where nothing has a place in time", async () => {
    const empty = await scenario(testDeps(db), { members: 0 });
    const shown = await timelinePage(empty.deps, empty.process, "en", { onDay: dayAt(0) });
    expect(shown).toEqual({ page: 1, pages: 1, total: 0, rows: [] });
    expect(await timelineBegins(empty.deps, empty.process)).toBeNull();
  });
});
