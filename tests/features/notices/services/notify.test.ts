import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { followThread } from "~/features/comments/services/followThread.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { announceClosing } from "~/features/drafts/services/inner/announceClosing.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { markRead, readNotices } from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { atOnce } from "~tests/support/atOnce";
import { begun, commented, days, firstVersion, released, replied } from "~tests/support/comments";
import { watchStatements } from "~tests/support/countStatements";
import { type Person, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let draft: DraftRow;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
  ({ draft } = await firstVersion(s, "All data is open."));
});
afterAll(() => db.close());

/** What a person was told since the version was published, newest first. */
const told = async (person: Person, since = "draft-published") =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind).filter((kind) => kind !== since);
const everyone = () => [s.facilitator, s.participant, ...s.members.alpha, ...s.members.beta];
const named = (person: Person, displayName: string, showsName = true) =>
  s.deps.db.update(users).set({ displayName, showsName }).where(eq(users.id, person.id));

test("All who take part are told once of a version, except who published it", async () => {
  const of = async (person: Person) =>
    (await readNotices(s.deps, person, "en")).notices.map(({ kind, values }) => `${kind} ${values.label}`);
  for (const person of everyone()) expect(await of(person)).toEqual(["draft-published 0.1"]);
  expect((await of(s.organizer)).filter((notice) => notice.startsWith("draft-"))).toEqual([]);
  clock.forward(minutes(1));
  await released(s, await begun(s, "0.2"));
  expect(await of(s.participant)).toEqual(["draft-published 0.2", "draft-published 0.1"]);
});

test("Everybody in a thread is told of a reply once, except who wrote it", async () => {
  const [one, two] = s.members.alpha as [Person, Person];
  const { id } = await commented(s, one, draft);
  for (let i = 0; i < 3; i++) {
    await replied(s, two, id, `Reply ${i}.`);
    expect(await told(one)).toEqual(Array.from({ length: i + 1 }, () => "reply"));
    value(await markRead(s.deps, one));
    clock.forward(minutes(1));
  }
  expect(await told(two)).toEqual([]);
  await replied(s, s.facilitator, id, "And I.");
  expect(await told(two)).toEqual(["reply"]);
  expect(await told(s.facilitator)).toEqual([]);
  expect(await told(s.participant)).toEqual([]);
});

test("What is new in a thread is told by the notice that is still unread, which leads to where one left off", async () => {
  const [one, two] = s.members.alpha as [Person, Person];
  const { id } = await commented(s, one, draft);
  const first = await replied(s, two, id, "First.");
  await sendNotices(s.deps);
  clock.forward(minutes(1));
  await replied(s, two, id, "Second.");
  const [notice] = (await readNotices(s.deps, one, "en")).notices;
  expect(await told(one)).toEqual(["reply"]);
  expect(notice).toMatchObject({ createdAt: clock.now(), path: expect.stringContaining(`#k-${first}`) });
  // It is mailed as well.
  for (let i = 0; i < 2; i++) await sendNotices(s.deps);
  expect(s.deps.mails.filter(({ to }) => to === one.email)).toHaveLength(3);
});

test("Of a thread with hundreds of people in it, who began it and who follows it are told, by one statement", async () => {
  const [one, two] = s.members.alpha as [Person, Person];
  const { id } = await commented(s, one, draft);
  await replied(s, two, id, "I take part.");
  await replied(s, s.participant, id, "So do I.");
  await s.deps.db.execute(sql`insert into users (id, email, created_at)
    select md5('crowd' || n)::uuid, 'crowd-' || n || '@example.org', now() from generate_series(1, 300) n`);
  await s.deps.db.execute(sql`insert into comments (id, process_id, kind, root_id, post, author_id, language, type, stance,
      body, created_at)
    select gen_random_uuid(), ${s.process.id}, 'comment', ${id}, 100 + n, md5('crowd' || n)::uuid, 'en', 'general',
      'neutral', 'And I.', now() from generate_series(1, 300) n`);
  value(await followThread(s.deps, s.participant, s.process, id, "daily"));
  for (const person of [one, two]) value(await markRead(s.deps, person));
  const before = [await told(one), await told(two), await told(s.participant)];
  const inserts: string[] = [];
  const stop = watchStatements((text) => /insert into notices/.test(text) && inserts.push(text));
  await replied(s, s.facilitator, id, "What of all this?");
  stop();
  expect(inserts).toHaveLength(1);
  expect([await told(one), await told(two), await told(s.participant)]).toEqual([
    ["reply", ...there(before[0])],
    before[1],
    ["reply"],
  ]);
});

test("Who only wrote a hidden reply is not in the thread any more", async () => {
  const { id } = await commented(s, s.participant, draft);
  const reply = await replied(s, s.facilitator, id, "Buy this.");
  value(await hideComment(s.deps, s.organizer, s.process, reply, { reason: "It sells." }));
  await replied(s, s.participant, id, "What was that?");
  expect(await told(s.facilitator)).toEqual(["comment-hidden"]);
});

test("Who is named in a reply is told of that alone; nobody calls themselves", async () => {
  await named(s.facilitator, "Faith");
  await named(s.participant, "Paul");
  const { id } = await commented(s, s.facilitator, draft, { body: "I am @Faith." });
  await replied(s, s.participant, id, "@Faith and @Paul, @Faith!");
  expect(await told(s.facilitator)).toEqual(["mention"]);
  expect(await told(s.participant)).toEqual([]);
});

test("Who is named first in another wording is told of it, and whom the one before named is not told again", async () => {
  await named(s.facilitator, "Faith");
  await named(s.participant, "Paul");
  const [writer] = s.members.alpha as [Person];
  const { id } = await commented(s, writer, draft, { body: "Dear @Faith." });
  const edited = (comment: string, version: number, body: string) =>
    editComment(s.deps, writer, s.process, { comment, version, body, proposal: "" });
  value(await edited(id, 1, "Dear @Faith and @Paul."));
  value(await edited(id, 2, "Dear @Paul and @Faith."));
  expect([await told(s.facilitator), await told(s.participant)]).toEqual([["mention"], ["mention"]]);
  clock.forward(minutes(1));
  const reply = await replied(s, writer, id, "So it is.");
  value(await edited(reply, 1, "So it is, @Paul."));
  const [notice] = (await readNotices(s.deps, s.participant, "en")).notices;
  expect(notice).toMatchObject({ kind: "mention", path: expect.stringContaining(`#k-${reply}`) });
});

test("A notice names comment and version and quotes nothing", async () => {
  await named(s.facilitator, "Faith");
  const { id } = await commented(s, s.participant, draft, { body: "@Faith: what is written here?" });
  const [notice] = (await readNotices(s.deps, s.facilitator, "en")).notices.filter(
    ({ kind }) => kind === "mention",
  );
  expect(notice).toMatchObject({ values: { number: 1, label: "0.1" }, isNew: true });
  expect(there(notice).path).toBe(`/p/${s.process.slug}/comments/${id}`);
  expect(JSON.stringify(notice)).not.toContain("written here");
});

test.each([
  ["@Ann.", ["Ann"]],
  ["Dear @Ann, dear @Ann Lee", ["Ann", "Ann Lee"]],
  ["@Ann Lee alone", ["Ann Lee"]],
  ["@Anna, who is not here", []],
  ["@Ann's words", ["Ann"]],
  ["ann@Ann is an address", []],
  ["(@Ann)", ["Ann"]],
  ["@ann in small letters", []],
  ["Ann without a sign", []],
  ["@100% sure_thing", ["100% sure_thing"]],
])("%j calls %j", async (body, names) => {
  const people = [s.facilitator, ...s.members.alpha] as [Person, Person, Person];
  const called = ["Ann", "Ann Lee", "100% sure_thing"];
  for (const [i, name] of called.entries()) await named(there(people[i]), name);
  await commented(s, s.participant, draft, { body });
  const reached = [];
  for (const [i, name] of called.entries())
    if ((await told(there(people[i]))).includes("mention")) reached.push(name);
  expect(reached).toEqual(names);
});

test("A name that two show calls neither, one that is not shown calls nobody, nor one of another process", async () => {
  const [one, two] = s.members.alpha as [Person, Person];
  await named(one, "Robin");
  await named(two, "Robin");
  await named(s.facilitator, "Faith", false);
  const stranger = await signUp(s.deps, `stranger-${s.deps.randomHex(4)}`);
  await named(stranger, "Sam");
  await commented(s, s.participant, draft, { body: "@Robin, @Faith, @Sam" });
  for (const person of [one, two, s.facilitator, stranger]) expect(await told(person)).toEqual([]);
  await named(two, "Robin", false);
  await commented(s, s.participant, draft, { body: "@Robin" });
  expect(await told(one)).toEqual(["mention"]);
  expect(await told(two)).toEqual([]);
});

test("Everybody is told two days before a window closes, once, however many servers look how often", async () => {
  const closing = async () => (await told(s.participant)).filter((kind) => kind === "window-closing").length;
  clock.forward(days(5) - 1);
  await announceClosing(s.deps);
  expect(await closing()).toBe(0);
  clock.forward(1);
  await atOnce(4, () => announceClosing(s.deps));
  clock.forward(days(1));
  await announceClosing(s.deps);
  for (const person of [s.organizer, ...everyone()])
    expect((await told(person)).filter((kind) => kind === "window-closing")).toHaveLength(1);
});

test("No window is announced that is over, or of a version that a newer one replaced", async () => {
  clock.forward(days(6));
  await released(s, await begun(s, "0.2"));
  await announceClosing(s.deps);
  clock.forward(days(8));
  await announceClosing(s.deps);
  expect(await told(s.participant)).toEqual([]);
});

test("A whole crowd is told of a version", async () => {
  const crowd = Array.from({ length: 1500 }, (_, i) => ({
    id: s.deps.newId() as Person["id"],
    email: `crowd-${i}-${s.process.slug}@example.org`,
    createdAt: clock.now(),
  }));
  await s.deps.db.insert(users).values(crowd);
  const joining = { processId: s.process.id, role: "participant" as const, joinedAt: clock.now() };
  await s.deps.db.insert(processMembers).values(crowd.map(({ id }) => ({ ...joining, userId: id })));
  await released(s, await begun(s, "0.2"));
  for (const i of [0, 999, 1000, 1499])
    expect(await told({ ...s.participant, ...there(crowd[i]) }, "")).toEqual(["draft-published"]);
});
