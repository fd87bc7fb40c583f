import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leafHash } from "~/kernel/tlog/merkle";
import { committedRecordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { entryName } from "~db/schema/entryName";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";

const origin = "codraft.example/log/a-log";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const put = (index: number, entry: string, leaf = leafHash(entry)) =>
  db.db.execute(sql`insert into record_entries (log, index, kind, leaf, entry, frontier, at)
    values (${origin}, ${index}, 'rows', ${leaf}, ${entry}, '{}', now())`);
const said = async (run: Promise<unknown>) =>
  run.then(
    () => "done",
    (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message),
  );

describe("The database takes into a record log", () => {
  beforeAll(() => db.db.execute(sql`insert into record_logs (origin, name) values (${origin}, 'a-log')`));

  test("only what comes next", async () => {
    expect(await said(put(1, "second"))).toMatch("is not the next one");
    await put(0, "first");
    expect(await said(put(0, "first again"))).toMatch("is not the next one");
    await put(1, "second");
  });

  test("only an entry with its own leaf", async () => {
    expect(await said(put(2, "third", leafHash("another")))).toMatch("is of another text");
  });
});

test("The database finds the entry of an act by an index, however long the log is", async () => {
  const plan = await db.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return rowsOf<{ "QUERY PLAN": string }>(
      tx,
      sql`explain select index from record_entries
        where log = ${origin} and kind = 'close' and ${entryName} = 'a-round' order by index limit 1`,
    );
  });
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("record_entries_name");
});

const sign = (size: number) =>
  db.db.execute(sql`insert into record_checkpoints (log, size, root, note, at)
    values (${origin}, ${size}, 'root', 'note', now())`);

describe("The database takes as a checkpoint", () => {
  test("only what covers more than the one before, and no entry that is not there", async () => {
    expect(await said(sign(0))).toMatch("is not the next one");
    expect(await said(sign(3))).toMatch("is not the next one");
    expect(await said(sign(2))).toBe("done");
    expect(await said(sign(1))).toMatch("is not the next one");
  });
});

describe("The database refuses", () => {
  test.each([
    ["a change", sql`update record_entries set entry = 'other'`],
    ["a removal", sql`delete from record_entries`],
    ["to empty the log", sql`truncate record_entries cascade`],
    ["a change of a checkpoint", sql`update record_checkpoints set note = 'other'`],
    ["a removal of one", sql`delete from record_checkpoints`],
    ["to empty the list of checkpoints", sql`truncate record_checkpoints`],
    ["a change of ballots", sql`update ballot_entries set entry = 'other'`],
    ["a removal of ballots", sql`delete from ballot_entries`],
    ["to empty the logs of ballots", sql`truncate ballot_entries cascade`],
  ])("%s", async (_, statement) => {
    expect(await said(db.db.execute(statement))).toMatch("are never changed or removed");
  });

  test.each([
    ["to give a log another name", sql`update record_logs set origin = 'other' where origin = ${origin}`],
    ["to remove it", sql`delete from record_logs where origin = ${origin}`],
  ])("%s", async (_, statement) => {
    expect(await said(db.db.execute(statement))).toMatch(/keeps its name|violates foreign key/);
  });
});

test("The database notes the rows of every table to whose rows record logs commit, by the columns that tell them apart", async () => {
  const noted = await rowsOf<{ name: string; triggers: number; body: string }>(
    db.db,
    sql`select c.relname as name, count(*)::integer as triggers, max(p.prosrc) as body
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where t.tgname like 'note_rows_%' and c.relnamespace = 'public'::regnamespace group by c.relname`,
  );
  const wanted = committedRecordTables.map(({ stored }) => stored);
  expect(noted.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
  for (const one of committedRecordTables) {
    const { body, triggers } = there(noted.find(({ name }) => name === one.stored));
    const key = one.primary.map(({ name }) => `${name}::text`).join(", ");
    expect([one.stored, triggers, body.includes(`jsonb_build_array(${key})::text`)]).toEqual([
      one.stored,
      3,
      true,
    ]);
  }
});
