import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNotices, setFrequency } from "~/features/notices/services/readNotices.server";
import { remindOfEnds } from "~/features/notices/services/remindOfEnds.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { users } from "~db/schema/accounts";
import { notices } from "~db/schema/notices";
import {
  cast,
  closed,
  opened,
  type Person,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const hours = (count: number) => count * 3_600_000;

async function fresh() {
  const clock = testClock();
  const s = await scenario(testDeps(db, { now: clock.now }));
  await s.deps.db.delete(notices);
  s.deps.mails.length = 0;
  return { s, clock };
}

const kindsOf = async (s: Scenario, person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind).sort();

describe("a round", () => {
  test("is told to those on its roll as it opens, and to nobody else", async () => {
    const { s } = await fresh();
    await opened(s);
    for (const person of [...s.members.alpha, s.facilitator])
      expect(await kindsOf(s, person)).toEqual(["round-open"]);
    for (const person of [...s.members.beta, s.participant, s.organizer])
      expect(await kindsOf(s, person)).toEqual([]);
  });

  test("that is public is told to all who take part", async () => {
    const { s } = await fresh();
    await opened(s, { workgroupId: null });
    for (const person of [...s.members.beta, s.participant])
      expect(await kindsOf(s, person)).toEqual(["round-open"]);
  });

  test("that closes within two days is told once, to those alone who have not voted", async () => {
    const { s, clock } = await fresh();
    const [voter, other] = [there(s.members.alpha[0]), there(s.members.alpha[1])];
    const round = await opened(s, { closesAt: new Date(clock.now().getTime() + hours(72)) });
    await cast(s, voter, round, requires("weights"));
    await remindOfEnds(s.deps);
    expect(await kindsOf(s, other)).toEqual(["round-open"]);
    clock.forward(hours(30));
    await remindOfEnds(s.deps);
    await remindOfEnds(s.deps);
    expect(await kindsOf(s, other)).toEqual(["round-ending", "round-open"]);
    expect(await kindsOf(s, voter)).toEqual(["ballot-stored", "round-open"]);
    expect(await kindsOf(s, there(s.members.beta[0]))).toEqual([]);
  });

  test("that closes soon does not wait for the mail of the day; other news do", async () => {
    const { s, clock } = await fresh();
    const person = there(s.members.alpha[0]);
    value(await setFrequency(s.deps, person.id, s.process.id, "daily"));
    await opened(s, { closesAt: new Date(clock.now().getTime() + hours(40)) });
    const mine = () => s.deps.mails.filter(({ to }) => to === person.email);
    await sendNotices(s.deps);
    expect(mine()).toEqual([]);
    await remindOfEnds(s.deps);
    await sendNotices(s.deps);
    expect(mine()).toHaveLength(1);
  });

  test("that has closed is told to its roll", async () => {
    const { s } = await fresh();
    await closed(s, await opened(s));
    expect(await kindsOf(s, there(s.members.alpha[0]))).toEqual(["round-closed", "round-open"]);
    expect(await kindsOf(s, s.participant)).toEqual([]);
  });

  test("has a mail in the reader's language, as HTML and as plain text, with one button to the ballot", async () => {
    const { s } = await fresh();
    const person = there(s.members.alpha[0]);
    await s.deps.db.update(users).set({ locale: "ar" }).where(eq(users.id, person.id));
    const round = await opened(s);
    await sendNotices(s.deps);
    const mail = there(s.deps.mails.find(({ to }) => to === person.email));
    const ballot = `https://codraft.example/ar/p/${s.process.slug}/rounds/${round.number}/ballot`;
    expect(mail.text).toContain(ballot);
    expect(mail.html).toContain('lang="ar" dir="rtl"');
    expect(mail.html?.match(/background:#1d4e89/g)).toHaveLength(1);
    expect(mail.html).toContain(`href="${ballot}"`);
    // What waits for them stands below: the same round, once.
    expect(mail.text).toContain(s.deps.translator("ar")("notices:todos.title"));
    expect(mail.headers).toMatchObject({
      "List-Id": `<${s.process.slug}.codraft.example>`,
      "Auto-Submitted": "auto-generated",
      References: expect.stringContaining("@codraft.example>"),
    });
  });
});
