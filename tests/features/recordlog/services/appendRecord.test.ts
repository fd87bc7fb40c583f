import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginRecords } from "~/features/processes/services/beginRecords.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { actorHash } from "~/features/recordlog/domain/entry";
import { recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { examine } from "~/features/verification/services/examine.server";
import type { AuditAction } from "~/kernel/named";
import { fail, ok } from "~/kernel/result";
import { rowsOf } from "~db/client";
import { recordActors } from "~db/schema/recordlog";
import { cast, closed, opened, requires, type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { testDeps, testKeys } from "~tests/support/testDeps";

type Entry = { readonly kind: string; readonly [field: string]: unknown };

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
});
afterAll(() => db.close());

const headOf = async (of = s) => {
  const head = there(await recordHead(db.db, of.process.id));
  return { ...head, size: head.index + 1 };
};
const entriesOf = async (of = s) => {
  const rows = await recordRows(db.db, (await headOf(of)).origin);
  return rows.map(({ entry }) => JSON.parse(entry) as Entry);
};
const findings = async () => (await examine(s.deps)).findings;

describe("The record log of a process", () => {
  test("begins with it, under its address and the keys of the server", async () => {
    const { origin } = await headOf();
    expect(origin).toBe(`codraft.example/log/${s.process.slug}`);
    const { log, receipts } = testKeys(origin);
    expect((await entriesOf())[0]).toMatchObject({
      kind: "begin",
      adopted: "no",
      continues: null,
      keys: [expect.stringContaining(`${log.verifier.name}+`)],
      receipts: [expect.stringContaining(`${receipts.verifier.name}+`)],
    });
  });

  test("has what opens and closes a round, with the roots of its ballots", async () => {
    const round = await opened(s);
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    await closed(s, round);
    const ballots = `${s.process.slug}-round-${round.number}`;
    const [open, close] = (await entriesOf()).filter((one) => one.ballots === ballots);
    expect(open).toMatchObject({ kind: "open", plan: null, rule: round.ruleHash });
    expect(close).toMatchObject({ kind: "close", how: "by-hand", size: Number(open?.size) + 1 });
    expect(await findings()).toEqual([]);
  });

  test("tells nobody who acted, but those who have the salt; with the account that goes", async () => {
    const close = there((await entriesOf()).findLast(({ kind }) => kind === "close"));
    const [actor] = await db.db
      .select()
      .from(recordActors)
      .where(eq(recordActors.index, Number(close.index)));
    expect(close.by).toBe(actorHash(there(actor).salt, (await headOf()).origin, s.organizer.id));
    const pseudonyms = (await entriesOf()).flatMap(({ by }) => (typeof by === "string" ? [by] : []));
    expect(new Set(pseudonyms).size).toBe(pseudonyms.length);
    expect(pseudonyms.length).toBeGreaterThan(1);
    expect(await columnGoesWithAccount()).toBe(true);
  });

  const columnGoesWithAccount = async () => {
    const [rule] = await rowsOf<{ rule: string }>(
      db.db,
      sql`select confdeltype::text as rule from pg_constraint where conname = 'record_actors_user_id_users_id_fk'`,
    );
    return rule?.rule === "c";
  };

  test("has nothing of what was refused", async () => {
    const before = (await headOf()).size;
    const change = { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction };
    await changeProcess(s.deps, change, async () => fail({ code: "not_found" }));
    expect((await headOf()).size).toBe(before);
    await changeProcess(s.deps, change, async () => ok());
    expect((await headOf()).size).toBe(before + 1);
  });

  test("has nothing of an act that is declared not to be public, and takes nothing that is not declared", async () => {
    const before = (await headOf()).size;
    const quiet = { processId: s.process.id, actor: s.organizer, action: "campaign.saved" as AuditAction };
    await changeProcess(s.deps, quiet, async () => ok());
    expect((await headOf()).size).toBe(before);
    const undeclared = changeProcess(s.deps, quiet, async (_, note) => {
      note({ kind: "gates", gates: "0".repeat(64) });
      return ok();
    });
    await expect(undeclared).rejects.toThrow('does not declare an entry of "gates"');
  });

  test("keeps the order of acts that come at once", async () => {
    const before = (await headOf()).size;
    const change = { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction };
    await Promise.all(Array.from({ length: 12 }, () => changeProcess(s.deps, change, async () => ok())));
    expect((await headOf()).size).toBe(before + 12);
    expect(await findings()).toEqual([]);
  });

  test("never goes back in time, whatever the clock of a server says", async () => {
    const early = { ...s.deps, now: () => new Date("2001-01-01T00:00:00.000Z") };
    const change = { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction };
    await changeProcess(early, change, async () => ok());
    const times = (await entriesOf()).map(({ at }) => String(at));
    expect(times).toEqual(times.toSorted());
  });
});

describe("A process from before its record log", () => {
  test("is given one, with its rounds and results as they stand", async () => {
    const older = await scenario(testDeps(db), { members: 1 });
    const round = await opened(older);
    await closed(older, round);
    const { origin } = await headOf(older);
    const former = await entriesOf(older);
    await withoutGuards(db.db, async (tx) => {
      await tx.execute(sql`delete from record_actors where log = ${origin}`);
      await tx.execute(sql`delete from record_entries where log = ${origin}`);
      await tx.execute(sql`delete from record_logs where origin = ${origin}`);
    });
    await beginRecords(older.deps);
    await beginRecords(older.deps);
    const [begin, ...rest] = await entriesOf(older);
    expect(begin).toMatchObject({ kind: "begin", adopted: "yes" });
    const edges = former.filter(({ kind }) => kind === "open" || kind === "close");
    const shown = ({ kind, ballots, size, root, how, terms }: Entry) => ({
      kind,
      ballots,
      size,
      root,
      how,
      terms,
    });
    expect(rest.filter(({ kind }) => kind !== "gates").map(shown)).toEqual(edges.map(shown));
    expect(await findings()).toEqual([]);
  });
});

describe("A log that was changed behind the server's back", () => {
  test.each([
    ["an entry", sql`update record_entries set entry = replace(entry, '"begin"', '"began"') where index = 0`],
    ["a leaf", sql`update record_entries set leaf = repeat('0', 64) where index = 1`],
    ["one that is gone", sql`delete from record_entries where index = 0`],
    ["what the tree is", sql`update record_entries set frontier = '{}'`],
  ])("is named: %s", async (_, damage) => {
    const other = await testDb();
    const own = await scenario(testDeps(other), { members: 0 });
    expect((await examine(own.deps)).findings).toEqual([]);
    await withoutGuards(other.db, (tx) => tx.execute(damage));
    expect((await examine(own.deps)).findings.map(({ log }) => log)).toContain(
      `codraft.example/log/${own.process.slug}`,
    );
    await other.close();
  });
});
