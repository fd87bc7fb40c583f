import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findSession } from "~/features/accounts/services/sessions.server";
import { apply } from "~/features/calls/services/applications.server";
import { findCall, saveCall } from "~/features/calls/services/calls.server";
import { inWords } from "~/features/notices/services/inWords";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { leave } from "~/features/profile/services/leave.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { findCompilation, reasonsOf } from "~/features/results/services/resultPage.server";
import { volunteer } from "~/features/reviews/services/volunteer.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { isFromFile } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { saveBallot } from "~/features/votes/services/ballotView.server";
import { rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { notices } from "~db/schema/notices";
import { savedBallots, seatSalts, seats } from "~db/schema/rounds";
import { closedApproval, openedApproval, saying, take } from "~tests/support/approvals";
import { atOnce } from "~tests/support/atOnce";
import { published } from "~tests/support/draftScenario";
import { systemCalled } from "~tests/support/reviews";
import {
  ballot,
  cast,
  closed,
  joinAll,
  logOf,
  opened,
  processRow,
  refusal,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { topicBy } from "~tests/support/threads";

const call = {
  call: null,
  kind: "reviewer" as const,
  title: "Reviewers wanted",
  body: "For a system.",
  missing: [],
  until: "2099-01-01",
};
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
});
afterAll(() => db.close());

describe("erasing an account", () => {
  test("leaves the ballot counted, every proof standing and nothing that leads to the person", async () => {
    const [voter, other] = s.members.alpha as [Scenario["organizer"], Scenario["organizer"]];
    const round = await opened(s, { attribution: "named" });
    await cast(s, voter, round, requires("weights"), { notes: { weights: "Because." } });
    await cast(s, other, round, requires("weights"), { notes: { weights: "I stay." } });
    await closed(s, round);
    const input = { roundIds: [round.id], rule: round.rule, title: "A result" };
    const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
    value(await publishCompilation(s.deps, s.organizer, s.process, number));
    const before = await logOf(s.deps, round);
    const [seat] = await db.db.select().from(seats).where(eq(seats.userId, voter.id));

    value(await eraseAccount(s.deps, voter));

    expect(await findSession(s.deps, voter.token)).toBeNull();
    expect(await db.db.select().from(users).where(eq(users.id, voter.id))).toEqual([]);
    expect(
      await db.db
        .select()
        .from(seatSalts)
        .where(eq(seatSalts.seatId, there(seat).id)),
    ).toEqual([]);
    const after = await logOf(s.deps, round);
    expect(after.rows.slice(0, before.rows.length)).toEqual(before.rows);
    expect(after.entries.at(-1)).toMatchObject({ kind: "erasure", voter: there(seat).voter });
    expect(verifyLog(after.log, after.rows, componentBallot)).toMatchObject({
      problems: [],
      ballots: [{}, {}],
    });
    expect((await examine(s.deps)).findings).toEqual([]);
    const compilation = there(await findCompilation(s.deps, s.process, String(number), false));
    expect(await reasonsOf(s.deps, compilation)).toEqual([
      { component: "weights", seat: other.displayName, text: "I stay." },
    ]);
  });

  test("leaves what others were told of the person, without their name, address and words", async () => {
    const [voter] = s.members.alpha as [Scenario["organizer"]];
    const { id, email, displayName } = voter;
    value(await leave(s.deps, voter, { process: s.process.id, workgroup: null }));
    const told = async () =>
      there(
        (await readNotices(s.deps, s.organizer, "en")).notices.find(({ kind }) => kind === "person-left"),
      );
    expect((await told()).values).toMatchObject({ by: displayName });
    const others: Record<string, string>[] = [
      { by: displayName, byId: id, words: "Not like this." },
      { by: email, sentTo: email.toUpperCase() },
    ];
    await db.db.insert(notices).values(
      others.map((values, at) => ({
        ...{ id: s.deps.newId(), userId: s.organizer.id, processId: s.process.id, kind: "person-left" },
        ...{ key: `told ${at}`, path: "/", createdAt: s.deps.now(), mail: "none" as const },
        ...{ mailAfter: s.deps.now(), values },
      })),
    );

    value(await eraseAccount(s.deps, voter));

    const kept = await db.db
      .select({ values: notices.values })
      .from(notices)
      .where(eq(notices.userId, s.organizer.id));
    const text = JSON.stringify(kept).toLowerCase();
    for (const trace of [id, email, displayName, "Not like this"])
      expect(text).not.toContain(trace.toLowerCase());
    const { by } = inWords(s.deps.translator("en"), "en", (await told()).values);
    expect(by).toBe("Somebody who shows no name");
  });

  test("makes a new version of the process, so that no kept page shows the name any longer", async () => {
    const voter = there(s.members.alpha[0]);
    const round = await opened(s, { attribution: "named" });
    await cast(s, voter, round, requires("weights"));
    await closed(s, round);
    const { version } = await processRow(s.deps, s.process.id);
    value(await eraseAccount(s.deps, voter));
    expect((await processRow(s.deps, s.process.id)).version).toBeGreaterThan(version);
  });

  test("and making it anew gives nobody a second vote where anybody may join while the round is open", async () => {
    const round = await opened(s, { workgroupId: null });
    for (const turn of [1, 2, 3]) {
      const [person] = await joinAll(s, [`again-${s.process.slug}-${turn}`], {
        role: "participant",
        workgroupId: null,
      });
      const again = there(person);
      value(await joinRoll(s.deps, again, round));
      await cast(s, again, round, requires("weights"));
      if (turn < 3) value(await eraseAccount(s.deps, again));
    }
    await closed(s, round);
    const { log, rows } = await logOf(s.deps, round);
    expect(verifyLog(log, rows, componentBallot)).toMatchObject({ problems: [], ballots: [{}] });
    expect((await examine(s.deps)).findings).toEqual([]);
  });

  test("in the midst of a vote gives up the seat: its ballot stays and counts, and no file casts another for it", async () => {
    const voter = there(s.members.alpha[0]);
    const round = await opened(s);
    await cast(s, voter, round, requires("weights"));
    const [held] = await db.db.select().from(seats).where(eq(seats.userId, voter.id));
    value(await eraseAccount(s.deps, voter));
    const [seat] = await db.db
      .select()
      .from(seats)
      .where(eq(seats.id, there(held).id));
    expect(there(seat)).toMatchObject({ userId: null, givenUpAt: expect.any(Date) });
    expect(isFromFile(there(seat))).toBe(false);
    await closed(s, round);
    const { log, rows, entries } = await logOf(s.deps, round);
    expect(verifyLog(log, rows, componentBallot)).toMatchObject({ problems: [], ballots: [{}] });
    expect(entries.at(-1)).toMatchObject({ kind: "erasure", voter: there(held).voter });
  });

  test("takes the saved ballot with it", async () => {
    const voter = there(s.members.alpha[0]);
    const round = await opened(s);
    value(await saveBallot(s.deps, voter, round, ballot(requires("weights"))));
    await closed(s, round);
    const [seat] = await db.db.select().from(seats).where(eq(seats.userId, voter.id));
    value(await eraseAccount(s.deps, voter));
    expect(
      await db.db
        .select()
        .from(savedBallots)
        .where(eq(savedBallots.seatId, there(seat).id)),
    ).toEqual([]);
  });

  test("leaves no id of the person in any table, whatever they took part in", async () => {
    const { deps, organizer, process } = s;
    await published(s, "1.0");
    const [person] = await joinAll(s, [`goes-${process.slug}`], { role: "participant", workgroupId: null });
    const goes = there(person);
    const system = await systemCalled(s, "owl");
    value(await volunteer(deps, goes, process, system, { affiliated: true, motivation: "I can." }));
    value(await saveCall(deps, organizer, process, "en", call));
    const open = there(await findCall(deps.db, process, "1"));
    value(await apply(deps, goes, process, open, { message: "I would.", language: "en" }));
    const { number } = await topicBy(s, goes);
    const round = await opened(s, { workgroupId: null });
    value(await joinRoll(deps, goes, round));
    await cast(s, goes, round, requires("weights"), { notes: { weights: "Because." } });
    await closed(s, round);
    const approval = await openedApproval(s, "1.0");
    value(await take(s, goes, approval, saying("object")));
    await closedApproval(s, approval);

    value(await eraseAccount(deps, goes, true));

    const tables = await rowsOf<{ name: string }>(
      db.db,
      sql`select table_name::text as name from information_schema.tables
          where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const found = await rowsOf(
        db.db,
        sql`select 1 from ${sql.identifier(name)} row where row::text like ${`%${goes.id}%`} limit 1`,
      );
      expect([name, found]).toEqual([name, []]);
    }
    // Whoever opens the thread that they began finds it by its number, and others' words in it.
    const [topic] = await db.db
      .select({ title: comments.title, body: comments.body })
      .from(comments)
      .where(and(eq(comments.processId, process.id), eq(comments.kind, "topic")));
    expect(topic).toEqual({ title: `#${number}`, body: "" });
  });

  test("is refused to the last organizer", async () => {
    expect(refusal(await eraseAccount(s.deps, s.organizer))).toBe("last_organizer");
    expect(await findSession(s.deps, s.organizer.token)).not.toBeNull();
  });

  test("by the last two organizers at once leaves one of them", async () => {
    const [second] = await joinAll(s, [`second-${s.process.slug}`], { role: "organizer", workgroupId: null });
    const both = [s.organizer, there(second)];
    const done = await atOnce(2, (i) => eraseAccount(s.deps, there(both[i])));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of done) if (!one.ok) expect(refusal(one)).toBe("last_organizer");
  });
});
