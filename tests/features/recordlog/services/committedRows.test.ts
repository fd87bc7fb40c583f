import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { commit } from "~/features/recordlog/domain/entry";
import { sweepProcess, sweepRows } from "~/features/recordlog/services/rows/sweepRows.server";
import { examine } from "~/features/verification/services/examine.server";
import type { ProcessId, UserId } from "~/kernel/ids";
import { streamLines } from "~/platform/publicRows/readTable.server";
import { recordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { processes } from "~db/schema/processes";
import { checkEntries } from "~server/monitor/entries";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import { type TestDb, withoutGuards } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

type Entry = {
  readonly kind: string;
  readonly act?: string;
  readonly rows?: readonly (readonly [string, string, string | null])[];
};

let demo: TestDb;
let clock: ReturnType<typeof testClock>;
let deps: ReturnType<typeof testDeps>;
beforeAll(async () => {
  demo = await demoDb();
  clock = testClock(new Date());
  deps = testDeps(demo, { now: clock.now });
  await sweepRows(deps);
});
afterAll(() => demo.close());

const findings = async () => (await examine(deps)).findings.map(({ what }) => what);
const entries = async () =>
  (
    await rowsOf<{ entry: string }>(
      demo.db,
      sql`select entry from record_entries where kind in ('rows', 'withheld') order by index`,
    )
  ).map(({ entry }) => JSON.parse(entry) as Entry);
/** What a sweep adds to the log. */
async function swept() {
  const before = (await entries()).length;
  clock.forward(3_600_000);
  await sweepRows(deps);
  return (await entries()).slice(before);
}
/** As somebody who has the database does it, with its triggers on. */
const bySql = (statement: SQL) =>
  demo.db.transaction(async (tx) => {
    await tx.execute(sql`set local application_name = 'psql'`);
    await tx.execute(statement);
  });
const bySilentSql = (statement: SQL) => withoutGuards(demo.db, (tx) => tx.execute(statement));

/** A row of a table that was committed to: its key in the database. */
async function committedRow(table: string): Promise<readonly string[]> {
  const [row] = await rowsOf<{ raw: string }>(
    demo.db,
    sql`select raw from record_rows where table_name = ${table} order by key limit 1`,
  );
  return JSON.parse(there(row).raw) as string[];
}

test("Where nobody changed anything nothing is named, and a second sweep adds nothing", async () => {
  const tables = await rowsOf<{ name: string }>(
    demo.db,
    sql`select distinct table_name as name from record_rows`,
  );
  expect(tables.length).toBeGreaterThan(30);
  expect(await findings()).toEqual([]);
  expect(await swept()).toEqual([]);
});

test("Every public row has the text that was committed to, under the salt that stands beside the log", async () => {
  const newest = new Map<string, string | null>();
  for (const { rows = [] } of await entries())
    for (const [table, key, made] of rows) newest.set(`${table} ${key}`, made);
  const [gate] = await rowsOf<{ key: string; salt: string }>(
    demo.db,
    sql`select key, salt from record_rows where table_name = 'gates' order by key limit 1`,
  );
  const { key, salt } = there(gate);
  const lines: string[] = [];
  const table = there(recordTables.find(({ name }) => name === "gates"));
  const [process] = await demo.db.select({ id: processes.id }).from(processes);
  await demo.db.transaction(async (tx) => {
    for await (const some of streamLines(tx, table, { processId: there(process).id, now: deps.now() }))
      lines.push(...some);
  });
  const line = there(lines.find((one) => one.includes(key)));
  expect(newest.get(`gates ${key}`)).toBe(commit(salt, line));
});

describe("What somebody changes who has the database", () => {
  const changes: Readonly<Record<string, (key: readonly string[]) => SQL>> = {
    gates: ([id]) => sql`update gates set due_on = due_on + 1 where id = ${id}`,
    "review-cells": ([review, draft, component, criterion]) =>
      sql`update review_cells set note = note || '!' where review_id = ${review} and draft_id = ${draft}
        and component = ${component} and criterion = ${criterion}`,
    "settled-cells": ([system, draft, component, criterion]) =>
      sql`update settled_cells set reason = reason || '!' where system_id = ${system} and draft_id = ${draft}
        and component = ${component} and criterion = ${criterion}`,
    dispositions: ([id]) => sql`update dispositions set reason = reason || '!' where id = ${id}`,
    endorsements: ([id]) =>
      sql`update endorsements set created_at = created_at + interval '1 day' where id = ${id}`,
    decisions: ([snapshot]) =>
      sql`update board_decisions set decided_on = decided_on + 1 where snapshot_id = ${snapshot}`,
    comments: ([id]) => sql`update comments set body = body || '!' where id = ${id}`,
    // One whose cells were not changed before: what belongs to it is public no more with it.
    systems: () => sql`delete from systems where id = (select s.id from systems s
      where not exists (select from settled_cells c where c.system_id = s.id and c.reason like '%!')
        and not exists (select from review_cells c join reviews r on r.id = c.review_id
          where r.system_id = s.id and c.note like '%!')
      order by s.name limit 1)`,
  };

  test("is named by the doctor, whether or not the triggers noted it", async () => {
    for (const [table, change] of Object.entries(changes)) {
      const isNoted = table === "endorsements";
      await (isNoted ? bySql : bySilentSql)(change(await committedRow(table)));
      const found = (await findings()).filter((what) => what.includes(`of ${table} `));
      expect(found.length, table).toBeGreaterThan(0);
    }
  });

  test("stands in the log after the next sweep, for good, and whoever follows the log is told", async () => {
    const added = await swept();
    const unexplained = added.filter(({ act }) => act === "unexplained").flatMap(({ rows = [] }) => rows);
    const named = new Set(unexplained.map(([table]) => table));
    for (const table of Object.keys(changes)) expect(named, table).toContain(table);
    expect(unexplained.find(([table]) => table === "systems")?.[2]).toBeNull();
    expect(await swept()).toEqual([]);
    expect((await findings()).length).toBeGreaterThanOrEqual(unexplained.length);
    const texts = await rowsOf<{ log: string; entry: string }>(
      demo.db,
      sql`select log, entry from record_entries order by index`,
    );
    const origin = there(texts[0]).log;
    const { alarms } = checkEntries(
      texts.map(({ entry }) => entry),
      { origin, from: 0, lastAt: "" },
    );
    expect(new Set(alarms.map(({ code }) => code))).toEqual(new Set(["unexplained", "withheld"]));
  });
});

describe("What is public no more", () => {
  test("says so in the log: what is hidden with something else, what is shown again as it was", async () => {
    const [comment] = await rowsOf<{ id: string }>(
      demo.db,
      sql`select c.id from comments c
        join record_rows r on r.table_name = 'comments' and r.raw = jsonb_build_array(c.id::text)::text
        where c.hidden_at is null and r.state = 'public'
          and exists (select from comment_places p where p.comment_id = c.id)
        order by c.created_at limit 1`,
    );
    const { id } = there(comment);
    await whileOthersWrite(() => hiddenAndShown(id));
  });

  /** Rows that were committed to are explained by nothing any more, however long somebody else's transaction goes on. */
  const whileOthersWrite = (run: () => Promise<void>) =>
    demo.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_current_xact_id()`);
      await run();
    });

  async function hiddenAndShown(id: string) {
    await demo.db.execute(sql`insert into comment_versions (comment_id, version, body, proposal, at)
      select id, 0, 'as it was', '', now() from comments where id = ${id}`);
    expect((await swept()).flatMap(({ rows = [] }) => rows.map(([table]) => table))).toEqual([
      "comment-versions",
    ]);
    await demo.db.execute(sql`update comments set hidden_at = now() where id = ${id}`);
    const hidden = await swept();
    expect(hidden.find(({ act }) => act === "application")?.rows?.map(([table]) => table)).toEqual([
      "comments",
    ]);
    const gone = there(hidden.find(({ kind }) => kind === "withheld")).rows ?? [];
    expect(gone.map(([table, , code]) => `${table} ${code}`)).toContain("comment-versions hidden");
    await demo.db.execute(sql`update comments set hidden_at = null where id = ${id}`);
    const back = there((await swept()).find(({ kind }) => kind === "withheld")).rows ?? [];
    expect(back.map(([table, key]) => `${table} ${key}`)).toEqual(
      gone.map(([table, key]) => `${table} ${key}`),
    );
    expect(new Set(back.map(([, , code]) => code))).toEqual(new Set(["shown"]));
  }

  test("is told of an erased account once the day is over, together with all others of that day", async () => {
    const [person] = await rowsOf<{ id: string }>(
      demo.db,
      sql`select r.user_id as id from comment_reactions r where not exists (
        select 1 from process_members m where m.user_id = r.user_id and m.role = 'organizer') limit 1`,
    );
    const actor = { id: there(person).id as UserId, email: "", displayName: "", suspended: false };
    const before = (await findings()).length;
    expect((await eraseAccount(deps, actor)).ok).toBe(true);
    expect((await findings()).length).toBe(before);
    // Triggers note by the database's clock: this one stands still in the day of the erasure.
    const sameDay = { ...deps, now: () => new Date() };
    const [{ id: processId } = { id: "" }] = await rowsOf<{ id: string }>(
      demo.db,
      sql`select id from processes`,
    );
    const size = (await entries()).length;
    await sweepProcess(sameDay, processId as ProcessId);
    expect((await entries()).length).toBe(size);
    clock.forward(24 * 3_600_000);
    const added = await swept();
    const codes = added
      .filter(({ kind }) => kind === "withheld")
      .flatMap(({ rows = [] }) => rows.map(([, , code]) => code));
    expect(codes).toContain("erased");
    expect(added.filter(({ act }) => act === "unexplained")).toEqual([]);
  });
});
