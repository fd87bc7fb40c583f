import { and, desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNotices, setFrequency } from "~/features/notices/services/readNotices.server";
import { remindOfEnds } from "~/features/notices/services/remindOfEnds.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { closeDueRounds, closeRound } from "~/features/rounds/services/closeRound.server";
import { extendDeadline, extendingPage } from "~/features/rounds/services/deadline/extendDeadline.server";
import { termsText } from "~/features/rounds/services/logFiles.server";
import { extensionsOf, type RoundRow } from "~/features/rounds/services/read.server";
import { roundPage } from "~/features/rounds/services/roundViews.server";
import { examine } from "~/features/verification/services/examine.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import { auditLog } from "~db/schema/processes";
import { recordEntries } from "~db/schema/recordlog";
import { ballotLogs, deadlineExtensions, rounds } from "~db/schema/rounds";
import { deadlineAt } from "~tests/support/deadline";
import {
  ballot,
  cast,
  closed,
  logOf,
  opened,
  type Person,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 3 });
});
afterAll(() => db.close());

const hour = 3_600_000;
const inHours = (count: number) => new Date(Date.now() + count * hour);
const why = "The river flooded the hall.";
const putOff = (round: RoundRow, until: Date, seen?: string) =>
  extendDeadline(s.deps, s.organizer, s.process, round, {
    until,
    reason: why,
    language: "en",
    ...(seen === undefined ? {} : { seen }),
  });
const kindsOf = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind);

describe("Putting off the deadline of a round", () => {
  test("moves the one deadline that everything goes by, and leaves what the log declared as it is", async () => {
    const declared = inHours(1);
    const round = await opened(s, { closesAt: declared });
    const terms = there(await termsText(s.deps, s.process, round, s.alpha));
    const until = inHours(30);
    value(await putOff(round, until));
    const after = await roundRow(s.deps, round.id);
    expect(after.closesAt).toEqual(until);
    const [head] = await s.deps.db.select().from(ballotLogs).where(eq(ballotLogs.roundId, round.id));
    expect(head?.closesAt).toEqual(until);
    expect(await termsText(s.deps, s.process, after, s.alpha)).toBe(terms);
    const { entries } = await logOf(s.deps, after);
    expect(entries[0]).toMatchObject({ kind: "open", terms: sha256Hex(terms) });
    const { extensions, phase } = await roundPage(s.deps, after);
    expect(phase).toBe("open");
    expect(extensions).toMatchObject([{ former: declared, closesAt: until, reason: why, language: "en" }]);
    // Once more: the terms are still those of the beginning.
    value(await putOff(after, inHours(40)));
    expect(await termsText(s.deps, s.process, await roundRow(s.deps, round.id), s.alpha)).toBe(terms);
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
    expect(refusal(await closeRound(s.deps, s.organizer, after))).toBe("deadline_declared");
  });

  test("stands in the record log and in the log of acts, without the words", async () => {
    const round = await opened(s, { closesAt: inHours(1) });
    value(await putOff(round, inHours(2)));
    const [last] = await s.deps.db
      .select()
      .from(recordEntries)
      .where(eq(recordEntries.kind, "extend"))
      .orderBy(desc(recordEntries.index))
      .limit(1);
    const said = JSON.parse(there(last).entry);
    expect(said).toMatchObject({
      ballots: `${s.process.slug}-round-${round.number}`,
      former: round.closesAt?.toISOString(),
      reason: sha256Hex(why),
      by: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(said)).not.toContain("river");
    const acts = await s.deps.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "round.extended"), eq(auditLog.subject, String(round.number))));
    expect(acts).toMatchObject([{ actorId: s.organizer.id, processId: s.process.id }]);
  });

  test("goes only to a later moment, within a year, while it is open", async () => {
    const round = await opened(s, { closesAt: inHours(2) });
    for (const until of [inHours(1), there(round.closesAt)])
      expect(await putOff(round, until)).toMatchObject({
        error: { code: "invalid", fields: { until: "errors:field.notLater" } },
      });
    expect(await putOff(round, inHours(24 * 400))).toMatchObject({
      error: { code: "invalid", fields: { until: "errors:field.tooFar" } },
    });
    const { round: over } = { round: await closed(s, await opened(s)) };
    expect(refusal(await putOff(over, inHours(2)))).toBe("round_not_open");
    await deadlineAt(s.deps.db, round.id, new Date(Date.now() - 1000));
    expect(refusal(await putOff(round, inHours(2)))).toBe("round_closed");
    expect(await extensionsOf(s.deps.db, round.id)).toEqual([]);
  });

  test("is done as it was read: of two who put it off at once one is told that it has changed", async () => {
    const round = await opened(s, { closesAt: inHours(2) });
    const { seen, blocked } = extendingPage(round, "open");
    expect(blocked).toBeNull();
    const both = await Promise.all([putOff(round, inHours(5), seen), putOff(round, inHours(6), seen)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(["changed_since_read"]);
  });

  test("is given to a round that was to be closed by hand, which then closes by nobody's hand", async () => {
    const round = await opened(s);
    expect(extendingPage(round, "open").blocked).toBeNull();
    expect(await putOff(round, inHours(0.9))).toMatchObject({
      error: { code: "invalid", fields: { until: "errors:field.withinTheHour" } },
    });
    const first = inHours(2);
    value(await putOff(round, first));
    expect(refusal(await closeRound(s.deps, s.organizer, round))).toBe("deadline_declared");
    const [entry] = await s.deps.db
      .select()
      .from(recordEntries)
      .where(eq(recordEntries.kind, "extend"))
      .orderBy(desc(recordEntries.index))
      .limit(1);
    expect(JSON.parse(there(entry).entry)).toMatchObject({ former: "by-hand" });
    expect(await kindsOf(there(s.members.alpha[0]))).toContain("round-deadline");
    value(await putOff(round, inHours(3)));
    expect(await extensionsOf(s.deps.db, round.id)).toMatchObject([{ former: null }, { former: first }]);
    // What its log committed to stays.
    const own = `${s.process.slug}-round-${round.number}`;
    const { findings } = await examine(s.deps, s.process.id);
    expect(findings.filter(({ log }) => log === own)).toEqual([]);
    await expect(
      s.deps.db.insert(deadlineExtensions).values({
        roundId: round.id,
        former: null,
        closesAt: inHours(9),
        reason: why,
        language: "en",
        at: new Date(),
      }),
    ).rejects.toThrow();
  });

  test("lets ballots in until the new end, and closes then", async () => {
    const round = await opened(s, { closesAt: inHours(1) });
    value(await putOff(round, inHours(2)));
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    await closeDueRounds(s.deps);
    expect((await roundRow(s.deps, round.id)).state).toBe("open");
    await deadlineAt(s.deps.db, round.id, new Date(Date.now() - 1000));
    const late = await castBallot(s.deps, there(s.members.alpha[1]), round, ballot(requires("weights")));
    expect(refusal(late)).toBe("round_closed");
    expect(await closeDueRounds(s.deps)).toBe(1);
  });

  test("is told at once to those who may vote, with the reason, also to who wants one mail a day", async () => {
    const [person, other] = [there(s.members.alpha[2]), there(s.members.beta[0])];
    value(await setFrequency(s.deps, person.id, s.process.id, "daily"));
    const round = await opened(s, { closesAt: inHours(72) });
    s.deps.mails.length = 0;
    value(await putOff(round, inHours(90)));
    await sendNotices(s.deps);
    const mail = there(s.deps.mails.find(({ to }) => to === person.email));
    expect(mail.text).toContain(why);
    expect(await kindsOf(person)).toContain("round-extended");
    expect(await kindsOf(other)).not.toContain("round-extended");
  });

  test("of a public round is told to all who take part", async () => {
    const round = await opened(s, { workgroupId: null, closesAt: inHours(72) });
    value(await putOff(round, inHours(90)));
    expect(await kindsOf(s.participant)).toContain("round-extended");
  });

  test("has those who have not voted reminded of the new end as well", async () => {
    const clock = testClock();
    const known = s;
    s = await scenario(testDeps(db, { now: clock.now }));
    const person = there(s.members.alpha[1]);
    const endings = async () => (await kindsOf(person)).filter((kind) => kind === "round-ending").length;
    const round = await opened(s, { closesAt: new Date(clock.now().getTime() + 20 * hour) });
    const before = await endings();
    await remindOfEnds(s.deps);
    const once = await endings();
    expect(once).toBeGreaterThan(before);
    value(await putOff(round, new Date(clock.now().getTime() + 40 * hour)));
    await remindOfEnds(s.deps);
    await remindOfEnds(s.deps);
    expect(await endings()).toBe(once + 1);
    s = known;
  });
});

describe("The database", () => {
  test("moves no deadline of an open round without the row that says why, in neither place", async () => {
    const round = await opened(s, { closesAt: inHours(2) });
    for (const closesAt of [inHours(1), inHours(9), null]) {
      await expect(
        s.deps.db.update(rounds).set({ closesAt }).where(eq(rounds.id, round.id)),
      ).rejects.toThrow();
      await expect(
        s.deps.db.update(ballotLogs).set({ closesAt }).where(eq(ballotLogs.roundId, round.id)),
      ).rejects.toThrow();
    }
  });

  test("changes and removes no row of how it was put off", async () => {
    const round = await opened(s, { closesAt: inHours(2) });
    value(await putOff(round, inHours(3)));
    const theirs = eq(deadlineExtensions.roundId, round.id);
    await expect(
      s.deps.db.update(deadlineExtensions).set({ reason: "Another." }).where(theirs),
    ).rejects.toThrow();
    await expect(s.deps.db.delete(deadlineExtensions).where(theirs)).rejects.toThrow();
    expect(await extensionsOf(s.deps.db, round.id)).toMatchObject([{ reason: why }]);
  });

  test("is examined with all that was promised: a round that says other terms than its log began with is found", async () => {
    const round = await opened(s, { closesAt: inHours(2) });
    const log = `${s.process.slug}-round-${round.number}`;
    const other = { log, what: "the log was opened under other terms than the round has" };
    const found = async () => (await examine(s.deps, s.process.id)).findings.filter((one) => one.log === log);
    expect(await found()).toEqual([]);
    const attribution = round.attribution === "named" ? "pseudonymous" : "named";
    await s.deps.db.update(rounds).set({ attribution }).where(eq(rounds.id, round.id));
    expect(await found()).toEqual([expect.objectContaining(other)]);
    await s.deps.db.update(rounds).set({ attribution: round.attribution }).where(eq(rounds.id, round.id));
    await deadlineAt(s.deps.db, round.id, inHours(5));
    expect(await found()).toEqual([expect.objectContaining(other)]);
    await deadlineAt(s.deps.db, round.id, inHours(2));
  });

  test("is examined: a head with another deadline than its round is found", async () => {
    const round = await opened(s, { closesAt: inHours(2) });
    await s.deps.db.transaction(async (tx) => {
      await tx.execute(sql`alter table ballot_logs disable trigger keep_deadline`);
      await tx
        .update(ballotLogs)
        .set({ closesAt: inHours(7) })
        .where(eq(ballotLogs.roundId, round.id));
      await tx.execute(sql`alter table ballot_logs enable trigger keep_deadline`);
    });
    const { findings } = await examine(s.deps, s.process.id);
    expect(findings.map(({ what }) => what)).toContain("the round has another deadline than the head");
  });
});
