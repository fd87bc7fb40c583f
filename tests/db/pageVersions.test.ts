import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectPostgres, rowsOf } from "~db/client";
import { stakeholderGroups } from "~db/schema/processes";
import { type Scenario, scenario, there } from "~tests/support/scenario";
import { isPostgres, ownDb, type TestDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

/** Tables that no page shows to visitors, with the reason; a page that read one would be made for each who asks. */
const unwatched: Readonly<Record<string, string>> = {
  address_changes: "each person's own",
  approval_rolls: "nobody's to see",
  audit_log: "for organizers",
  kept_words: "each person's own",
  limits: "nobody's to see",
  mailbox: "for development and the demo",
  nodes: "written by every node every second",
  notice_settings: "each person's own",
  notices: "each person's own",
  pending_acts: "for organizers",
  page_versions: "what this is about",
  record_actors: "nobody's to see",
  record_rows: "nobody's to see",
  record_sweeps: "nobody's to see",
  record_touched: "nobody's to see",
  rendered_texts: "the same whenever it is read, by the hash of the text",
  room_presence: "written with every connection",
  room_sums: "written by every node every second",
  saved_ballots: "each person's own",
  seat_salts: "nobody's to see",
  sent_forms: "each person's own",
  sessions: "each person's own",
  sign_in_requests: "nobody's to see",
  socket_io_attachments: "what nodes tell each other",
  unsubscribe_tokens: "each person's own",
};
/** What the appending of ballots does to these shows in the sizes of the logs. */
const byTheLogs: Readonly<Record<string, readonly string[]>> = {
  ballot_logs: ["UPDATE"],
  ballot_entries: ["INSERT"],
  ballot_voters: ["UPDATE"],
  ballot_notes: ["INSERT"],
};

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await ownDb();
  s = await scenario(testDeps(db));
});
afterAll(() => db.close());

const numberOf = async (table: string) => {
  const [row] = await rowsOf<{ number: number }>(
    db.db,
    sql`select sum(version)::integer as number from page_versions where table_name = ${table}`,
  );
  return row?.number;
};
/** By how much a table's number grows with something. */
const growth = async (table: string, run: () => Promise<unknown>) => {
  const before = (await numberOf(table)) ?? 0;
  await run();
  return ((await numberOf(table)) ?? 0) - before;
};
const group = (key: string) => ({
  processId: s.process.id,
  key,
  title: { source: "en" as const, text: { en: key } },
  position: 1,
});

describe("The number of a table", () => {
  test("is raised by every kind of change of every table that visitors may see something of", async () => {
    const tables = await rowsOf<{ name: string }>(
      db.db,
      sql`select table_name::text as name from information_schema.tables where table_schema = 'public'`,
    );
    const events = await rowsOf<{ name: string; event: string }>(
      db.db,
      sql`select event_object_table::text as name, event_manipulation::text as event from information_schema.triggers
          where trigger_name like 'page_version_%'`,
    );
    for (const { name } of tables) {
      const counted = events.filter((one) => one.name === name).map(({ event }) => event);
      const all = [...counted, ...(byTheLogs[name] ?? [])].sort();
      expect([name, all]).toEqual([name, name in unwatched ? [] : ["DELETE", "INSERT", "UPDATE"]]);
    }
  });

  test("is raised once a transaction, and not by statements that change nothing", async () => {
    const table = "stakeholder_groups";
    const add = (key: string) => db.db.insert(stakeholderGroups).values(group(key));
    expect(await growth(table, () => add("one"))).toBe(1);
    const several = () =>
      db.db.transaction(async (tx) => {
        for (const key of ["two", "three"]) await tx.insert(stakeholderGroups).values(group(key));
        await tx.delete(stakeholderGroups).where(eq(stakeholderGroups.key, "two"));
      });
    expect(await growth(table, several)).toBe(1);
    const again = () => db.db.insert(stakeholderGroups).values(group("three")).onConflictDoNothing();
    expect(await growth(table, again)).toBe(0);
    const none = () => db.db.delete(stakeholderGroups).where(eq(stakeholderGroups.key, "nothing"));
    expect(await growth(table, none)).toBe(0);
  });

  test("is as it was where a change was taken back, and raised by what goes with something else", async () => {
    const failing = () =>
      db.db
        .transaction(async (tx) => {
          await tx.insert(stakeholderGroups).values(group("undone"));
          throw new Error("taken back");
        })
        .catch(() => {});
    expect(await growth("stakeholder_groups", failing)).toBe(0);
    const other = await scenario(testDeps(db));
    const gone = () =>
      db.db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('codraft.deleting', 'on', true)`);
        await tx.execute(sql`delete from processes where id = ${other.process.id}`);
      });
    expect(await growth("process_members", gone)).toBe(1);
  });

  test("is not raised by what no page shows of a row", async () => {
    const version = () => db.db.execute(sql`update processes set version = version + 1`);
    expect(await growth("processes", version)).toBe(0);
    const title = () => db.db.execute(sql`update processes set version = version + 1, slug = slug || 'x'`);
    expect(await growth("processes", title)).toBe(1);
  });

  if (isPostgres())
    test("holds up no other writer", async () => {
      const other = await connectPostgres(there(db.url), 2);
      try {
        await db.db.transaction(async (tx) => {
          await tx.insert(stakeholderGroups).values(group(randomUUID()));
          // This one commits while the first has not.
          const meanwhile = () => other.db.insert(stakeholderGroups).values(group(randomUUID()));
          expect(await growth("stakeholder_groups", meanwhile)).toBe(1);
        });
      } finally {
        await other.close();
      }
    });
});
