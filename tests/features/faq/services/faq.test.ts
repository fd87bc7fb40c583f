import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { faqFromThread, faqHistory, faqScope, findFaq, saveFaq } from "~/features/faq/services/faq.server";
import { faqEntriesOf, listFaq } from "~/features/faq/services/listFaq.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { reviewTranslation, saveTranslation } from "~/features/translation/services/translate.server";
import type { CommentId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { atOnce } from "~tests/support/atOnce";
import { commented, firstVersion, replied } from "~tests/support/comments";
import { readIn } from "~tests/support/drafts";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await readIn(testDeps(db, { now: clock.now }), "fr");
});

type Entry = Parameters<typeof saveFaq>[3];
const save = (more: Partial<Entry> = {}, who = s.organizer) =>
  saveFaq(s.deps, who, s.process, {
    entry: null,
    revision: 0,
    question: "May it be sold?",
    answer: "Yes.",
    clauses: [],
    ...more,
  });
const entry = async (number: number) => there(await findFaq(s.deps, s.process, String(number)));
const shown = async (language: "en" | "fr" = "en") =>
  there((await listFaq(s.deps, s.process, language, 1)).entries[0]);

describe("an entry", () => {
  test("keeps every wording that it had, with its time, the first one first", async () => {
    value(await save());
    const first = clock.now();
    clock.forward(minutes(5));
    value(await save({ entry: 1, revision: 1, answer: "Yes, at any price." }));
    expect(await faqHistory(s.deps, await entry(1))).toEqual([
      { revision: 1, question: "May it be sold?", answer: "Yes.", at: first },
      { revision: 2, question: "May it be sold?", answer: "Yes, at any price.", at: clock.now() },
    ]);
    expect(await shown()).toMatchObject({ html: "<p>Yes, at any price.</p>", updatedAt: clock.now() });
  });

  test("that two reword at once has one wording more, and the other is told", async () => {
    value(await save());
    const saved = await atOnce(2, (i) => save({ entry: 1, revision: 1, answer: `Answer ${i}.` }));
    expect(saved.map((one) => (one.ok ? "saved" : refusal(one))).toSorted()).toEqual([
      "edited_meanwhile",
      "saved",
    ]);
    expect(await faqHistory(s.deps, await entry(1))).toHaveLength(2);
  });

  test("has a number of its own in its process, also when several are made at once", async () => {
    const made = await atOnce(4, (i) => save({ question: `Question ${i}?` }));
    expect(made.map((one) => value(one).number).toSorted()).toEqual([1, 2, 3, 4]);
    expect((await faqEntriesOf(s.deps, s.process, 1)).rows.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const other = await scenario(s.deps, { members: 0 });
    expect((await listFaq(s.deps, other.process, "en", 1)).entries).toEqual([]);
    expect(await findFaq(s.deps, other.process, "1")).toBeNull();
  });

  test.each([["0"], ["2"], ["one"], [undefined]])("is not there under the number %j", async (number) => {
    value(await save());
    expect(await findFaq(s.deps, s.process, number)).toBeNull();
    if (number === "2") expect(refusal(await save({ entry: 2, revision: 1 }))).toBe("not_found");
  });

  test("is read in a language once a second person has reviewed it, and marked when it is older", async () => {
    value(await save());
    const scope = faqScope(await entry(1));
    const unit = there(scope.units[0]).id;
    const texts = { question: "Peut-on le vendre ?", answer: "Oui." };
    const input = { unit, revision: 0, texts };
    value(await saveTranslation(s.deps, s.organizer, s.process, scope, { language: "fr", input }));
    expect(await shown("fr")).toMatchObject({
      state: "fallback",
      language: "en",
      question: "May it be sold?",
    });
    const read = { unit, revision: 1 };
    expect(
      refusal(
        await reviewTranslation(s.deps, s.organizer, s.process, scope, { language: "fr", input: read }),
      ),
    ).toBe("second_person");
    value(await reviewTranslation(s.deps, s.facilitator, s.process, scope, { language: "fr", input: read }));
    expect(await shown("fr")).toMatchObject({ state: "reviewed", language: "fr", html: "<p>Oui.</p>" });
    value(await save({ entry: 1, revision: 1, answer: "No." }));
    expect(await shown("fr")).toMatchObject({ state: "stale", language: "fr", html: "<p>Oui.</p>" });
    expect(await shown("en")).toMatchObject({ state: "source", html: "<p>No.</p>" });
  });
});

describe("an entry made of a thread", () => {
  let asked: CommentId;
  let clause: string;
  const shows = (person: Person, displayName: string, showsName = true) =>
    s.deps.db.update(users).set({ displayName, showsName }).where(eq(users.id, person.id));
  beforeEach(async () => {
    const { draft, clauses } = await firstVersion(s, "Anybody may use it.");
    clause = there(clauses[0]);
    asked = (
      await commented(s, s.participant, draft, { body: "May I sell it?\nI wonder.", clause: clauses[0] })
    ).id;
    clock.forward(minutes(1));
    await replied(s, s.facilitator, asked, "Yes.");
    clock.forward(minutes(1));
    await replied(s, s.organizer, asked, "At any price.");
  });

  test("asks what the comment asked, answers with its replies and names the clause", async () => {
    value(await faqFromThread(s.deps, s.organizer, s.process, asked));
    expect(await entry(1)).toMatchObject({
      question: "May I sell it?",
      answer: "May I sell it?\nI wonder.\n\nYes.\n\nAt any price.",
      clauseIds: [clause],
    });
    // Readers get its first words, where it has no heading, in the version that they stand in.
    expect((await shown()).clauses).toEqual([{ id: clause, label: "0.1", title: "Anybody may use it." }]);
  });

  test("credits those of the thread who show their names, and them alone, also when it is reworded", async () => {
    await shows(s.participant, "Seat One");
    await shows(s.facilitator, "Seat Two", false);
    value(await faqFromThread(s.deps, s.organizer, s.process, asked));
    expect((await shown()).credit).toEqual({ comment: asked, number: 1, label: "0.1", names: ["Seat One"] });
    await shows(s.participant, "Seat One", false);
    await shows(s.organizer, "Seat Three");
    value(await save({ entry: 1, revision: 1 }));
    expect((await shown()).credit?.names).toEqual(["Seat Three"]);
  });

  test("credits nobody once its comment is hidden, and cannot be made of a hidden one", async () => {
    await shows(s.participant, "Seat One");
    value(await faqFromThread(s.deps, s.organizer, s.process, asked));
    value(await hideComment(s.deps, s.organizer, s.process, asked, { reason: "It sells." }));
    expect((await shown()).credit).toBeNull();
    expect(refusal(await faqFromThread(s.deps, s.organizer, s.process, asked))).toBe("not_found");
  });

  test("cannot be made of a reply, or of a comment of another process", async () => {
    const reply = await replied(s, s.organizer, asked, "Or so.");
    expect(refusal(await faqFromThread(s.deps, s.organizer, s.process, reply))).toBe("not_found");
    const other = await scenario(s.deps, { members: 0 });
    expect(refusal(await faqFromThread(s.deps, other.organizer, other.process, asked))).toBe("not_found");
  });
});
