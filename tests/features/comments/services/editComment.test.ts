import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { earlierWordings } from "~/features/comments/services/commentViews.server";
import { editComment, react } from "~/features/comments/services/editComment.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import type { CommentId } from "~/kernel/ids";
import { atOnce } from "~tests/support/atOnce";
import { commented, firstVersion, replied, threadOf } from "~tests/support/comments";
import { refusal, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
let id: CommentId;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  const { draft } = await firstVersion(s, "All data is open.");
  ({ id } = await commented(s, s.participant, draft, { body: "First." }));
});
afterAll(() => db.close());

const edit = (version: number, body: string, who = s.participant, comment = id) =>
  editComment(s.deps, who, s.process, { comment, version, body, proposal: "" });
const reactions = async () => (await threadOf(s, id)).view.reactions;

test("Every earlier wording of a comment can be read, with the time from which it stood", async () => {
  const times = [clock.now()];
  for (const [version, body] of [
    [1, "Second."],
    [2, "Third."],
  ] as const) {
    clock.forward(minutes(5));
    times.push(clock.now());
    value(await edit(version, body));
  }
  const { row, view } = await threadOf(s, id);
  expect(view).toMatchObject({ html: "<p>Third.</p>", version: 3, editedAt: times[2], createdAt: times[0] });
  expect(await earlierWordings(s.deps, row)).toEqual([
    { version: 1, at: times[0], html: "<p>First.</p>", proposalHtml: "" },
    { version: 2, at: times[1], html: "<p>Second.</p>", proposalHtml: "" },
  ]);
});

test("Of several edits of one version at once the first is taken and the others are told", async () => {
  const outcomes = await atOnce(5, (i) => edit(1, `Wording ${i}.`));
  const refused = outcomes.filter(({ ok }) => !ok).map(refusal);
  expect(refused).toEqual(Array(4).fill("edited_meanwhile"));
  const { row, view } = await threadOf(s, id);
  expect(view.version).toBe(2);
  expect(await earlierWordings(s.deps, row)).toHaveLength(1);
});

test("Nobody words the comment of another person, not even who organizes", async () => {
  for (const who of [s.organizer, s.facilitator])
    expect(refusal(await edit(1, "Mine.", who))).toBe("not_found");
  expect((await threadOf(s, id)).view.html).toBe("<p>First.</p>");
});

test("A reply can be worded anew by who wrote it", async () => {
  const reply = await replied(s, s.facilitator, id, "Yes.");
  expect(refusal(await edit(1, "No.", s.participant, reply))).toBe("not_found");
  value(await edit(1, "Perhaps.", s.facilitator, reply));
  expect((await threadOf(s, id)).replies).toMatchObject([{ html: "<p>Perhaps.</p>", version: 2 }]);
});

test("A hidden comment is not edited and gets no reaction", async () => {
  value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));
  expect(refusal(await edit(1, "Second."))).toBe("not_found");
  expect(refusal(await react(s.deps, s.facilitator, s.process, id, "agree"))).toBe("not_found");
});

test("A comment is edited in its own process only", async () => {
  const other = await scenario(s.deps, { members: 0 });
  const input = { comment: id, version: 1, body: "Second.", proposal: "" };
  expect(refusal(await editComment(s.deps, s.participant, other.process, input))).toBe("not_found");
});

test("A reaction counts once a person and is taken back by giving it again", async () => {
  for (const who of [s.participant, s.facilitator, s.organizer])
    value(await react(s.deps, who, s.process, id, "agree"));
  value(await react(s.deps, s.organizer, s.process, id, "thanks"));
  expect(await reactions()).toEqual(
    expect.arrayContaining([
      { kind: "agree", count: 3 },
      { kind: "thanks", count: 1 },
    ]),
  );
  for (const who of [s.participant, s.facilitator, s.organizer])
    value(await react(s.deps, who, s.process, id, "agree"));
  expect(await reactions()).toEqual([{ kind: "thanks", count: 1 }]);
});

test("Reacting an even number of times at once comes to nothing", async () => {
  await atOnce(6, () => react(s.deps, s.organizer, s.process, id, "unclear"));
  expect(await reactions()).toEqual([]);
});
