import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { followThread } from "~/features/comments/services/followThread.server";
import { announceClosing } from "~/features/drafts/services/inner/announceClosing.server";
import { failedMails } from "~/features/notices/services/failedMails.server";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { markRead, readNotices, setFrequency } from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { notices as toldByRelease } from "~/features/release/feature";
import { plain, withText } from "~/kernel/language/localized";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { notices } from "~db/schema/notices";
import { processes } from "~db/schema/processes";
import { atOnce } from "~tests/support/atOnce";
import { commented, days, disposed, firstVersion, replied, threadOf } from "~tests/support/comments";
import { watchStatements } from "~tests/support/countStatements";
import { type Person, type Scenario, scenario, suspended, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let draft: Awaited<ReturnType<typeof firstVersion>>["draft"];
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock(new Date("2030-01-01T05:00:00.000Z"));
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
  ({ draft } = await firstVersion(s, "All data is open."));
  // What was due until here is no matter of these tests.
  await s.deps.db.delete(notices);
  s.deps.mails.length = 0;
});
afterAll(() => db.close());

const mailsTo = (person: Person) => s.deps.mails.filter(({ to }) => to === person.email);
/** A comment of the participant with that many replies. */
async function answered(count: number) {
  const { id } = await commented(s, s.participant, draft);
  for (let i = 0; i < count; i++) await replied(s, s.facilitator, id, `Reply ${i}.`);
  return id;
}

const want = async (frequency: "at-once" | "daily" | "never", thread = "") =>
  value(
    thread === ""
      ? await setFrequency(s.deps, s.participant.id, s.process.id, frequency)
      : await followThread(s.deps, s.participant, s.process, thread, frequency),
  );
/** Tells all members of something, as publishing does. */
const announce = (label: string, words?: string) =>
  notifyMembers(s.deps, s.deps.db, s.process, {
    kind: toldByRelease["draft-published"],
    key: `draft-published ${label}`,
    path: `/p/${s.process.slug}/drafts/${label}`,
    values: { label },
    words,
    except: null,
  });
/** Lets so many people take part. */
async function crowd(count: number) {
  const people = Array.from({ length: count }, (_, i) => ({
    id: s.deps.newId() as Person["id"],
    email: `crowd-${i}-${s.process.slug}@example.org`,
    createdAt: clock.now(),
  }));
  await s.deps.db.insert(users).values(people);
  const joining = { processId: s.process.id, role: "participant" as const, joinedAt: clock.now() };
  await s.deps.db.insert(processMembers).values(people.map(({ id }) => ({ ...joining, userId: id })));
}

test("What is due for a person comes in one mail, in the order in which it happened, with its addresses", async () => {
  const id = await answered(2);
  clock.forward(minutes(1));
  await disposed(s, id, "rejected");
  expect(await sendNotices(s.deps)).toBe(1);
  const [mail] = mailsTo(s.participant);
  expect(mail?.subject).toBe("A definition: 2 notices");
  const at = `https://codraft.example/p/${s.process.slug}/comments/${id}`;
  const t = s.deps.translator("en");
  const reply = t("notices:sentence.reply", { number: 1, label: "0.1" });
  const decision = t("notices:decision.rejected");
  const decided = t("notices:sentence.disposition", { number: 1, label: "0.1", decision });
  // Two replies are one notice, which leads to the first of them.
  const [first] = (await threadOf(s, id)).replies.map(({ id: post }) => post);
  // Below stands what waits for them, by the list that is everywhere the same.
  expect(mail?.text.split(`\n\n${t("notices:todos.title")}\n`)[0]).toBe(
    [`${reply}\n${at}?post=1#k-${first}`, `${decided}\n${at}`].join("\n\n"),
  );
  expect(await sendNotices(s.deps)).toBe(0);
});

test("A mail is in the language of its recipient, with a decision in it and addresses in it", async () => {
  await s.deps.db
    .update(processes)
    .set({ title: withText(plain("A definition"), "es", "Una definición") })
    .where(eq(processes.id, s.process.id));
  await s.deps.db.update(users).set({ locale: "es" }).where(eq(users.id, s.participant.id));
  const id = await answered(0);
  await disposed(s, id, "out-of-scope");
  await sendNotices(s.deps);
  const t = s.deps.translator("es");
  const decision = t("notices:decision.out-of-scope");
  const sentence = t("notices:sentence.disposition", { number: 1, label: "0.1", decision });
  const [mail] = mailsTo(s.participant);
  expect(mail?.subject).toBe(`Una definición: ${sentence}`);
  expect(mail?.text).toContain(`https://codraft.example/es/p/${s.process.slug}/comments/${id}`);
  expect(mail?.text).toContain("https://codraft.example/es/notices");
  expect(mail?.text).toContain(t("notices:mail.why", { process: "Una definición" }));
});

test("Every mail has a link with which its recipient stops them, the same each time and of nobody else", async () => {
  await announce("1");
  await announce("2");
  await sendNotices(s.deps);
  await announce("3");
  await sendNotices(s.deps);
  const links = (person: Person) =>
    mailsTo(person).map(({ headers, text }) => {
      const link = /^<(https:\/\/codraft\.example\/unsubscribe\/[0-9a-f]{48})>$/.exec(
        headers?.["List-Unsubscribe"] ?? "",
      )?.[1];
      expect(headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
      expect(text).toContain(there(link));
      return link;
    });
  const [mine, theirs] = [links(s.participant), links(s.facilitator)];
  expect(mine).toHaveLength(2);
  expect(new Set(mine).size).toBe(1);
  expect(new Set([...mine, ...theirs]).size).toBe(2);
});

test("The daily mail goes out at six in the morning UTC with everything since the one before", async () => {
  await want("daily");
  const id = await answered(1);
  clock.forward(minutes(60) - 1);
  expect(await sendNotices(s.deps)).toBe(0);
  clock.forward(1);
  expect(await sendNotices(s.deps)).toBe(1);
  clock.forward(minutes(1));
  await replied(s, s.facilitator, id, "Just too late.");
  value(await markRead(s.deps, s.participant));
  clock.forward(minutes(60 * 12));
  await replied(s, s.facilitator, id, "In the evening.");
  expect(await sendNotices(s.deps)).toBe(0);
  clock.forward(minutes(60 * 12));
  expect(await sendNotices(s.deps)).toBe(1);
  expect(mailsTo(s.participant).map(({ subject }) => subject.includes("2 notices"))).toEqual([false, true]);
});

test("Who wants no mails has the notices in the app, and other people's mails go out", async () => {
  await want("never");
  const id = await answered(1);
  await replied(s, s.participant, id, "Thank you.");
  await sendNotices(s.deps);
  expect(mailsTo(s.participant)).toEqual([]);
  expect(mailsTo(s.facilitator)).toHaveLength(1);
  expect((await readNotices(s.deps, s.participant, "en")).notices).toHaveLength(1);
});

test("What was said for a thread counts there before what was said for the process", async () => {
  await want("never");
  const [loud, quiet] = [await answered(0), await answered(0)];
  await want("at-once", loud);
  for (const id of [loud, quiet]) await replied(s, s.facilitator, id, "A reply.");
  await sendNotices(s.deps);
  expect(mailsTo(s.participant).map(({ text }) => text.includes(loud))).toEqual([true]);
  await want("at-once");
  await want("never", loud);
  for (const id of [loud, quiet]) await replied(s, s.facilitator, id, "Another.");
  await sendNotices(s.deps);
  expect(mailsTo(s.participant)[1]?.text).toContain(quiet);
  expect(mailsTo(s.participant)).toHaveLength(2);
});

test("Two processes send a mail each", async () => {
  await answered(1);
  const other = await scenario(s.deps, { members: 0 });
  const theirs = await firstVersion(other, "All code is open.");
  await s.deps.db.delete(notices).where(eq(notices.processId, other.process.id));
  const { id } = await commented(other, s.participant, theirs.draft);
  await replied(other, other.facilitator, id, "Yes.");
  await sendNotices(s.deps);
  const mails = mailsTo(s.participant);
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ headers }) => headers?.["List-Unsubscribe"])).size).toBe(2);
});

test("However many servers send at once, everybody has one mail with all that was due", async () => {
  await crowd(40);
  for (const label of ["1", "2", "3", "4", "5"]) await announce(label);
  const sent = await atOnce(4, () => sendNotices(s.deps));
  const people = 40 + 5;
  expect(sent.reduce((sum, one) => sum + one, 0)).toBe(people);
  expect(new Set(s.deps.mails.map(({ to }) => to)).size).toBe(people);
  expect(s.deps.mails.filter(({ subject }) => subject === "A definition: 5 notices")).toHaveLength(people);
});

test("A mail takes six statements, however many go out", async () => {
  await crowd(12);
  await announce("1");
  // Everybody has a link of theirs by now.
  await sendNotices(s.deps);
  await announce("2");
  let statements = 0;
  const stop = watchStatements(() => {
    statements += 1;
  });
  const mails = await sendNotices(s.deps).finally(stop);
  expect(mails).toBe(12 + 5);
  // The last look finds nothing: two more.
  expect(statements).toBeLessThanOrEqual(6 * mails + 2);
});

test("What is due for one person stays in one mail when several servers look for it at once", async () => {
  const id = await answered(0);
  for (let round = 1; round <= 15; round++) {
    clock.forward(minutes(11));
    for (let i = 0; i < 4; i++) await replied(s, s.facilitator, id, "A reply.");
    const sent = await atOnce(4, () => sendNotices(s.deps));
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(mailsTo(s.participant)).toHaveLength(round);
  }
});

/** A mail server that answers everything so. */
const refusing = (why: { code: string; isFinal: boolean }, refused: Date[] = []) => ({
  ...s.deps,
  mail: async (_: unknown, told?: (given: typeof why) => void) => {
    refused.push(clock.now());
    told?.(why);
    return false;
  },
});

test("A mail that is refused for now is tried for three days with growing pauses, then kept as failed", async () => {
  await answered(1);
  const refused: Date[] = [];
  const deps = refusing({ code: "ECONNECTION", isFinal: false }, refused);
  const start = clock.now().getTime();
  for (let i = 0; i < 100 * 6; i++) {
    expect(await sendNotices(deps)).toBe(0);
    clock.forward(minutes(10));
  }
  const after = refused.map((at) => (at.getTime() - start) / minutes(1));
  expect(after).toHaveLength(25);
  const pauses = after.slice(1).map((at, i) => at - (after[i] ?? 0));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(after.at(-1)).toBeGreaterThan(2.5 * 24 * 60);
  expect(await sendNotices(s.deps)).toBe(0);
  expect((await readNotices(s.deps, s.participant, "en")).notices).toHaveLength(1);
  expect(await failedMails(s.deps, s.process)).toMatchObject([
    { email: s.participant.email, count: 1, refusal: "ECONNECTION" },
  ]);
});

test("An outage of two hours loses no mail", async () => {
  await answered(1);
  for (let i = 0; i < 12; i++) {
    await sendNotices({ ...s.deps, mail: async () => false });
    clock.forward(minutes(10));
  }
  clock.forward(minutes(240));
  expect(await sendNotices(s.deps)).toBe(1);
  expect(mailsTo(s.participant)).toHaveLength(1);
});

test("What the mail server will never take is not tried again, and organizers see for whom and why", async () => {
  await answered(1);
  const refused: Date[] = [];
  const deps = refusing({ code: "EENVELOPE 550", isFinal: true }, refused);
  await sendNotices(deps);
  clock.forward(days(1));
  await sendNotices(deps);
  expect(refused).toHaveLength(1);
  expect(await failedMails(s.deps, s.process)).toMatchObject([{ count: 1, refusal: "EENVELOPE 550" }]);
});

test("A refused mail goes out once the mail server takes it again", async () => {
  await answered(1);
  expect(await sendNotices({ ...s.deps, mail: async () => false })).toBe(0);
  expect(await sendNotices(s.deps)).toBe(0);
  clock.forward(minutes(1));
  expect(await sendNotices(s.deps)).toBe(1);
  clock.forward(days(1));
  expect(await sendNotices(s.deps)).toBe(0);
});

test("A new notice that joins one that was refused often is not given up with it", async () => {
  const id = await answered(1);
  const away = { ...s.deps, mail: async () => false };
  for (let i = 0; i < 7; i++) {
    await sendNotices(away);
    clock.forward(days(1));
  }
  await replied(s, s.facilitator, id, "A new one.");
  await sendNotices(away);
  clock.forward(days(1));
  expect(await sendNotices(s.deps)).toBe(1);
  expect(mailsTo(s.participant)[0]?.text.match(/\/comments\//g)).toHaveLength(1);
});

test("A server that dies while it hands a mail over sends nothing twice, and holds up nobody else", async () => {
  await announce("1");
  let handed = 0;
  const dying = {
    ...s.deps,
    mail: async () => {
      handed++;
      throw new Error("killed");
    },
  };
  await expect(sendNotices(dying)).rejects.toMatchObject({ errors: [new Error("killed")] });
  expect(handed).toBe(1);
  const others = 5 - 1;
  expect(await sendNotices(s.deps)).toBe(others);
  clock.forward(days(2));
  expect(await sendNotices(s.deps)).toBe(0);
  expect((await readNotices(s.deps, s.participant, "en")).notices).toHaveLength(1);
});

test("Suspended and erased people get no mail, also not of what was due before", async () => {
  await announce("1");
  await suspended(s.deps, s.participant);
  value(await eraseAccount(s.deps, s.facilitator));
  await sendNotices(s.deps);
  await announce("2");
  await sendNotices(s.deps);
  expect(mailsTo(s.participant)).toEqual([]);
  expect(mailsTo(s.facilitator)).toEqual([]);
  expect(mailsTo(s.organizer)).toHaveLength(2);
  await s.deps.db.update(users).set({ suspendedAt: null }).where(eq(users.id, s.participant.id));
  await sendNotices(s.deps);
  expect(mailsTo(s.participant)).toEqual([]);
});

test("A window that closes soon is mailed once", async () => {
  clock.forward(days(6));
  for (let i = 0; i < 3; i++) {
    await announceClosing(s.deps);
    await sendNotices(s.deps);
    clock.forward(minutes(5));
  }
  const sentence = s.deps.translator("en")("notices:sentence.window-closing", { label: "0.1" });
  expect(mailsTo(s.participant).map(({ subject }) => subject)).toEqual([`A definition: ${sentence}`]);
});

test("What the one who acted wrote about it stands in the mail and on the page, as they wrote it", async () => {
  await announce("v2", "Sorry for the delay.\nPlease read §3.");
  await sendNotices(s.deps);
  const [mail] = mailsTo(s.participant);
  expect(mail?.text).toContain("Draft v2 is published\n\n> Sorry for the delay.\n> Please read §3.\n\n");
  const { notices: told } = await readNotices(s.deps, s.participant, "en");
  expect(told[0]?.values.words).toBe("Sorry for the delay.\nPlease read §3.");
});

test("A letter that cannot be made holds up no other, and is tried again like one that the mail server did not take", async () => {
  await announce("1");
  const broken = new Error("no such word");
  const failing = {
    ...s.deps,
    translator: (language: Parameters<typeof s.deps.translator>[0]) => {
      if (language === "ar") throw broken;
      return s.deps.translator(language);
    },
  };
  await s.deps.db.update(users).set({ locale: "ar" }).where(eq(users.id, s.participant.id));
  await expect(sendNotices(failing)).rejects.toMatchObject({ errors: [broken] });
  expect(mailsTo(s.participant)).toEqual([]);
  expect(mailsTo(s.facilitator)).toHaveLength(1);
  const [kept] = await s.deps.db.select().from(notices).where(eq(notices.userId, s.participant.id));
  expect(kept).toMatchObject({ mail: "due", attempts: 1 });
  clock.forward(minutes(1));
  expect(await sendNotices(s.deps)).toBe(1);
  expect(mailsTo(s.participant)).toHaveLength(1);
});

test("Several mails are handed over at once, each once, and one that takes its time holds up no other", async () => {
  await crowd(30);
  await announce("1");
  const sent: string[] = [];
  let [here, most] = [0, 0];
  let answer = () => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const mail: Scenario["deps"]["mail"] = async ({ to }) => {
    most = Math.max(most, ++here);
    if (sent.push(to) === 1) await slow;
    else await new Promise(setImmediate);
    here--;
    return true;
  };
  const sending = sendNotices({ ...s.deps, mail, mailsAtOnce: 4 });
  const due = await s.deps.db.$count(notices);
  expect(due).toBeGreaterThan(30);
  // All but the one that the mail server is still at.
  await expect.poll(() => s.deps.db.$count(notices, eq(notices.mail, "sent"))).toBe(due - 1);
  answer();
  expect(await sending).toBe(due);
  expect(new Set(sent).size).toBe(due);
  expect(sent).toHaveLength(due);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
});
