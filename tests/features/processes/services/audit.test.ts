import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeList } from "~/features/components/services/changeList.server";
import { audit } from "~/features/processes/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { audit as saved } from "~/features/workgroups/feature";
import { saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import { fail, ok } from "~/kernel/result";
import type { Actor } from "~/platform/deps";
import { auditNames } from "~/registries/audit";
import { users } from "~db/schema/accounts";
import { auditLog } from "~db/schema/processes";
import { workgroups } from "~db/schema/workgroups";
import { atOnce } from "~tests/support/atOnce";
import {
  cast,
  closed,
  opened,
  processRow,
  requires,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const fresh = () => scenario(testDeps(db, { now: clock.now }), { members: 1 });
const note = (s: Scenario, subject: string, actor: Actor | null = s.organizer) =>
  changeProcess(
    s.deps,
    { processId: s.process.id, actor, action: audit["process.edited"], subject },
    async () => ok(),
  );

/** The subjects of every page, from the newest to the oldest. */
async function pages(s: Scenario): Promise<string[][]> {
  const all: string[][] = [];
  let next: string | null = null;
  do {
    const page = await readAudit(s.deps, s.process.id, next);
    all.push(page.lines.map(({ subject }) => subject));
    next = page.next;
  } while (next !== null);
  return all;
}

describe("the audit log of a process", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await fresh();
  });

  test("tells the newest first: who did what to what, and when", async () => {
    clock.forward(minutes(1));
    const input = { key: "alpha", name: "Renamed", system: "S", maker: "M", charter: "" };
    value(await saveWorkgroup(s.deps, s.facilitator, s.process, "en", input));
    clock.forward(minutes(1));
    const retired = { kind: "retired" as const, from: "weights" };
    value(await changeList(s.deps, s.organizer, s.process, "en", { change: retired, reason: "No." }));
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines.slice(0, 2)).toMatchObject([
      { action: "components.retired", subject: "weights", who: s.organizer.email, at: clock.now() },
      { action: "workgroup.saved", subject: "Renamed", who: s.facilitator.displayName },
    ]);
    expect(there(lines[0]).at.getTime() - there(lines[1]).at.getTime()).toBe(minutes(1));
  });

  test("begins with the start of the process, and uses only actions that have a name", async () => {
    const lines = await db.db.select().from(auditLog).where(eq(auditLog.processId, s.process.id));
    expect(lines.map(({ action }) => action)).toContain("process.started");
    expect(lines.filter(({ action }) => !auditNames.has(action))).toEqual([]);
  });

  test("has nothing of ballots: who voted is nobody's business, and neither is what", async () => {
    const round = await opened(s);
    const before = await readAudit(s.deps, s.process.id, null);
    await cast(s, there(s.members.alpha[0]), round, requires("training-data"));
    expect(await readAudit(s.deps, s.process.id, null)).toEqual(before);
    clock.forward(minutes(1));
    await closed(s, round);
    const [newest] = (await readAudit(s.deps, s.process.id, null)).lines;
    expect(newest).toMatchObject({ action: "round.closed", subject: String(round.number) });
  });

  test("has nothing of other processes", async () => {
    const other = await fresh();
    value(await note(other, "elsewhere"));
    const here = (await pages(s)).flat();
    expect(here).not.toContain("elsewhere");
    expect((await pages(other)).flat()).toContain("elsewhere");
  });

  test("keeps a line when its person is gone, without saying who", async () => {
    const leaver = await signUp(s.deps, "audit-leaver");
    clock.forward(minutes(1));
    value(await note(s, "by someone", leaver));
    clock.forward(minutes(1));
    value(await note(s, "by nobody", null));
    await db.db.delete(users).where(eq(users.id, leaver.id));
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines.slice(0, 2)).toMatchObject([
      { subject: "by nobody", who: null },
      { subject: "by someone", who: null },
    ]);
  });

  test.each(["", "yesterday", "2030-13-45"])(
    "is read from its newest line when asked for %j",
    async (before) => {
      expect(await readAudit(s.deps, s.process.id, before)).toEqual(
        await readAudit(s.deps, s.process.id, null),
      );
    },
  );
});

describe("a long audit log", () => {
  test("is read page by page, every line once", async () => {
    const s = await fresh();
    for (let i = 0; i < 205; i++) {
      clock.forward(1);
      value(await note(s, `line ${i}`));
    }
    const [first, second, third] = await pages(s);
    expect([first?.length, second?.length]).toEqual([100, 100]);
    expect(first?.[0]).toBe("line 204");
    const noted = [first, second, third].flat().filter((subject) => subject?.startsWith("line "));
    expect(noted).toEqual(Array.from({ length: 205 }, (_, i) => `line ${204 - i}`));
  });

  test("is read to its end though many lines are of the same moment", async () => {
    const s = await fresh();
    clock.forward(minutes(1));
    for (let i = 0; i < 150; i++) value(await note(s, `at once ${i}`));
    const noted = (await pages(s)).flat().filter((subject) => subject.startsWith("at once "));
    expect(noted.toSorted()).toEqual(Array.from({ length: 150 }, (_, i) => `at once ${i}`).sort());
  });
});

describe("a change of a process", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await fresh();
  });
  const rename = (run: "taken" | "refused" | "thrown") =>
    changeProcess(
      s.deps,
      { processId: s.process.id, actor: s.organizer, action: saved["workgroup.saved"], subject: run },
      async (tx) => {
        await tx.update(workgroups).set({ name: run }).where(eq(workgroups.id, s.alpha.id));
        if (run === "thrown") throw new Error("out of paper");
        return run === "taken" ? ok() : fail({ code: "invalid" });
      },
    );
  const state = async () => ({
    group: await db.db.select().from(workgroups).where(eq(workgroups.id, s.alpha.id)),
    version: (await processRow(s.deps, s.process.id)).version,
    lines: (await readAudit(s.deps, s.process.id, null)).lines,
    announced: s.deps.announced.length,
  });

  test.each(["refused", "thrown"] as const)(
    "that is %s leaves no trace and announces nothing",
    async (run) => {
      const before = await state();
      const outcome = rename(run);
      if (run === "thrown") await expect(outcome).rejects.toThrow("out of paper");
      else expect(await outcome).toEqual({ ok: false, error: { code: "invalid" } });
      expect(await state()).toEqual(before);
    },
  );

  test("that is made is written down, counted as a version and announced, all with it", async () => {
    const before = await state();
    value(await rename("taken"));
    const after = await state();
    expect(after.group).toMatchObject([{ name: "taken" }]);
    expect(after.version).toBe(before.version + 1);
    expect(after.lines.length).toBe(before.lines.length + 1);
    expect(s.deps.announced.at(-1)).toEqual({
      event: "process:changed",
      processId: s.process.id,
      version: after.version,
    });
  });

  test("beside others at once counts as a version of its own", async () => {
    const { version } = await processRow(s.deps, s.process.id);
    const made = await atOnce(8, (i) => note(s, `beside ${i}`));
    expect(made.every((one) => one.ok)).toBe(true);
    expect((await processRow(s.deps, s.process.id)).version).toBe(version + 8);
    const versions = s.deps.announced
      .slice(-8)
      .map((one) => (one.event === "process:changed" ? one.version : Number.NaN));
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 8 }, (_, i) => version + 1 + i));
  });
});
