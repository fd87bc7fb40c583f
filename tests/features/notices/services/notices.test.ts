import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addReply } from "~/features/comments/services/addReply.server";
import { findThread } from "~/features/comments/services/findThread.server";
import { followThread } from "~/features/comments/services/followThread.server";
import { announceClosing } from "~/features/drafts/services/inner/announceClosing.server";
import { disposeOf } from "~/features/evidence/services/dispose.server";
import {
  markRead,
  readNotices,
  setFrequency,
  unreadNotices,
  unsubscribe,
} from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { users } from "~db/schema/accounts";
import { notices } from "~db/schema/notices";
import { commented } from "~tests/support/comments";
import { published } from "~tests/support/draftScenario";
import { type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let clock: ReturnType<typeof testClock>;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

/** A process with a published draft, everybody told of it already, and a comment of the participant. */
async function fresh() {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
  const draft = await published(s, "0.1");
  const { id } = await commented(s, s.participant, draft);
  await s.deps.db.delete(notices);
  s.deps.mails.length = 0;
  return { draft, id };
}

const kinds = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind).sort();
const reply = async (author: Person, id: string, body: string) => {
  const thread = there(await findThread(s.deps, s.process, { id }, { actor: null, isOrganizer: false }));
  return value(await addReply(s.deps, author, s.process, thread.row, { language: "en", body }));
};

describe("people are told", () => {
  test("of replies and dispositions, once, and not of what they did themselves", async () => {
    const { id } = await fresh();
    await reply(s.facilitator, id, "I agree.");
    await reply(s.participant, id, "Thank you.");
    const decision = { decision: "rejected" as const, reason: "No.", carriedOut: null };
    value(await disposeOf(s.deps, s.organizer, s.process, id, decision));
    expect(await kinds(s.participant)).toEqual(["disposition", "reply"]);
    expect(await kinds(s.facilitator)).toEqual(["reply"]);
    expect(await kinds(s.organizer)).toEqual([]);
    expect(await unreadNotices(s.deps, s.participant)).toBe(2);
  });

  test("when they are named, unless two show the same name", async () => {
    const { id } = await fresh();
    const member = there(s.members.alpha[0]);
    const show = (person: Person, displayName: string) =>
      s.deps.db.update(users).set({ displayName, showsName: true }).where(eq(users.id, person.id));
    await show(member, "Seat Seven");
    await reply(s.facilitator, id, "What does @Seat Seven say?");
    expect(await kinds(member)).toEqual(["mention"]);
    await show(s.organizer, "Seat Seven");
    await reply(s.facilitator, id, "And @Seat Seven now?");
    expect(await kinds(member)).toEqual(["mention"]);
  });

  test("of a window that closes soon, once, however often it is looked at", async () => {
    await fresh();
    clock.forward(6 * 24 * 60 * 60 * 1000);
    await announceClosing(s.deps);
    await announceClosing(s.deps);
    expect(await kinds(s.participant)).toEqual(["window-closing"]);
  });
});

describe("mails", () => {
  test("go out once, in the reader's language, with the headers to stop them", async () => {
    const { id } = await fresh();
    await s.deps.db.update(users).set({ locale: "fr" }).where(eq(users.id, s.participant.id));
    await reply(s.facilitator, id, "I agree.");
    const sent = await Promise.all([sendNotices(s.deps), sendNotices(s.deps), sendNotices(s.deps)]);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    const [mail] = s.deps.mails;
    expect(s.deps.mails).toHaveLength(1);
    expect(mail?.to).toBe(s.participant.email);
    expect(mail?.subject).toContain(
      s.deps.translator("fr")("notices:sentence.reply", { number: 1, label: "0.1" }),
    );
    expect(mail?.text).toContain(`https://codraft.example/fr/p/${s.process.slug}/comments/${id}`);
    expect(mail?.headers).toMatchObject({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    const token = /unsubscribe\/([0-9a-f]+)>/.exec(mail?.headers?.["List-Unsubscribe"] ?? "")?.[1];
    value(await unsubscribe(s.deps, token));
    value(await markRead(s.deps, s.participant));
    await reply(s.facilitator, id, "One more thing.");
    expect(await sendNotices(s.deps)).toBe(0);
    expect(await kinds(s.participant)).toEqual(["reply", "reply"]);
  });

  test("of a day come together in the morning, if one wants that", async () => {
    const { id } = await fresh();
    value(await setFrequency(s.deps, s.participant.id, s.process.id, "daily"));
    await reply(s.facilitator, id, "One.");
    value(await markRead(s.deps, s.participant));
    await reply(s.organizer, id, "Two.");
    const mails = () => s.deps.mails.filter(({ to }) => to === s.participant.email);
    await sendNotices(s.deps);
    expect(mails()).toEqual([]);
    clock.forward(18 * 60 * 60 * 1000);
    expect(await sendNotices(s.deps)).toBe(1);
    const mine = mails();
    expect(mine).toHaveLength(1);
    expect(mine[0]?.subject).toContain("2");
  });

  test("of one thread follow what was said for it", async () => {
    const { id } = await fresh();
    value(await followThread(s.deps, s.participant, s.process, id, "never"));
    await reply(s.facilitator, id, "One.");
    expect(await sendNotices(s.deps)).toBe(0);
    expect(await kinds(s.participant)).toEqual(["reply"]);
  });

  test("that the server refuses are tried again later, and at last given up", async () => {
    const { id } = await fresh();
    let tries = 0;
    const deps = { ...s.deps, mail: async () => ++tries < 0 };
    await reply(s.facilitator, id, "One.");
    for (let i = 0; i < 30; i++) {
      await sendNotices(deps);
      clock.forward(24 * 60 * 60 * 1000);
    }
    expect(tries).toBe(25);
  });

  test("that were taken when a server died are not sent a second time", async () => {
    const { id } = await fresh();
    await reply(s.facilitator, id, "One.");
    const dying = { ...s.deps, mail: () => Promise.reject(new Error("killed")) };
    await expect(sendNotices(dying)).rejects.toMatchObject({ errors: [new Error("killed")] });
    expect(await sendNotices(s.deps)).toBe(0);
    expect(await kinds(s.participant)).toEqual(["reply"]);
  });
});
