import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filterAsked } from "~/features/comments/contracts/commentFilter";
import type { Reader } from "~/features/comments/services/commentViews.server";
import { fits, passagesIn } from "~/features/comments/services/readComments.server";
import { besideText } from "~/features/discussion/services/besideText.server";
import { takePosition } from "~/features/suggestions/services/takePosition.server";
import type { Actor } from "~/platform/deps";
import { comments } from "~db/schema/comments";
import { anyone, commented, disposed, firstVersion } from "~tests/support/comments";
import { type Scenario, scenario, there, value } from "~tests/support/scenario";
import { suggested } from "~tests/support/suggestions";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const as = (actor: Actor): Reader => ({ actor, isOrganizer: false });

test("Beside a clause stand one's own newest comments, then open ones as they were made, as far as there is room", async () => {
  s = await scenario(testDeps(db), { members: 0 });
  const { draft, clauses } = await firstVersion(s, "All data is open.", "All code is open.", "Weights too.");
  const [data, code] = [there(clauses[0]), there(clauses[1])];
  const say = async (author: Actor, clause: string | null, body: string) =>
    (await commented(s, author, draft, { clause, body })).id;
  const answered = await say(s.organizer, data, "The first one.");
  await say(s.organizer, data, "The second one.");
  await say(s.organizer, data, "The third one.");
  await say(s.participant, data, "**My** own words.");
  await say(s.organizer, code, `Long ${"words ".repeat(100)}`);
  await say(s.organizer, null, "On all of it.");
  await disposed(s, answered);
  const shown = async (reader: Reader = anyone) =>
    (await besideText(s.deps, draft, reader, clauses)).map(({ clause, words }) => [
      clause,
      words.slice(0, 14),
    ]);
  expect(await shown()).toEqual([
    [data, "The second one"],
    [data, "The third one."],
    [code, "Long words wor"],
    [null, "On all of it."],
  ]);
  expect(await shown(as(s.participant))).toEqual([
    [data, "The second one"],
    [data, "My own words."],
    [code, "Long words wor"],
    [null, "On all of it."],
  ]);
  // What was said by an account that is gone since is nobody's own.
  await s.deps.db.update(comments).set({ authorId: null }).where(eq(comments.authorId, s.participant.id));
  expect(await shown()).toEqual([
    [data, "The second one"],
    [data, "The third one."],
    [code, "Long words wor"],
    [null, "On all of it."],
  ]);
  const [long] = await besideText(s.deps, draft, anyone, [code]);
  expect(long?.words).toMatch(/^Long words .*…$/);
});

test("A suggestion says beside the text who is for it and against it, and where the reader stands", async () => {
  s = await scenario(testDeps(db), { members: 2 });
  const { draft, clauses } = await firstVersion(s, "All data is open.");
  const id = await suggested(s, s.organizer, draft, there(clauses[0]), "All data is public.");
  const [one, other] = [there(s.members.alpha[0]), there(s.members.alpha[1])];
  const weights = async (reader: Reader = anyone) =>
    (await besideText(s.deps, draft, reader, clauses)).map((beside) => beside.weights);
  expect(await weights()).toEqual([{ support: 0, neutral: 0, oppose: 0, own: null }]);
  const position = { language: "en", reason: "Why not." } as const;
  value(await takePosition(s.deps, one, s.process, id, { ...position, stance: "support" }));
  value(await takePosition(s.deps, other, s.process, id, { ...position, stance: "oppose" }));
  expect(await weights(as(other))).toEqual([{ support: 1, neutral: 0, oppose: 1, own: "oppose" }]);
  expect(await weights()).toEqual([{ support: 1, neutral: 0, oppose: 1, own: null }]);
});

test("What is asked for is what is marked and stands beside the text: by state, kind, type, group, and one's own", async () => {
  s = await scenario(testDeps(db), { members: 0 });
  const { draft, clauses } = await firstVersion(s, "All data is open.");
  const clause = there(clauses[0]);
  const passage = { quote: "data", start: 4, end: 8 };
  const say = async (author: Actor, body: string, more: Partial<Parameters<typeof commented>[3]> = {}) =>
    (await commented(s, author, draft, { clause, body, ...passage, ...more })).id;
  const answered = await say(s.organizer, "Answered.");
  await say(s.participant, "Own and technical.", { type: "technical" });
  await say(s.organizer, "For developers.", { speaksAs: "developer" });
  await suggested(s, s.organizer, draft, clause, "All data is public.");
  await disposed(s, answered);
  const shown = async (search: string, reader: Reader = anyone) => {
    const fitting = fits(s.deps, filterAsked(new URL(`https://codraft.example/?${search}`)), reader);
    // Two stand beside a clause; all of them are marked.
    const cards = await besideText(s.deps, draft, reader, clauses, fitting);
    const marked = await passagesIn(s.deps, draft.id, fitting);
    return [cards.map(({ words }) => words), marked.length];
  };
  expect((await shown(""))[1]).toBe(4);
  expect(await shown("state=awaiting")).toEqual([["Answered."], 1]);
  expect(await shown("type=technical")).toEqual([["Own and technical."], 1]);
  expect(await shown("group=developer")).toEqual([["For developers."], 1]);
  expect(await shown("kind=suggestion")).toEqual([["It is clearer so."], 1]);
  expect((await shown("kind=comment"))[1]).toBe(3);
  expect(await shown("mine=yes", as(s.participant))).toEqual([["Own and technical."], 1]);
  expect(await shown("mine=yes")).toEqual([[], 0]);
  expect((await shown("state=nonsense&type=&mine=no"))[1]).toBe(4);
});
