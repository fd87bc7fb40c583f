import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Arrangement, arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { editClause } from "~/features/drafts/services/editClause.server";
import { type DraftRow, removedRows } from "~/features/drafts/services/findDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { atOnce } from "~tests/support/atOnce";
import { begun, clauseIn, joinedUp, parted, released, reworded, written } from "~tests/support/comments";
import { bodiesOf, idsOf } from "~tests/support/drafts";
import { refusal, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let one: ClauseId;
let two: ClauseId;
let three: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  draft = await begun(s, "0.1");
  const made = await written(s, draft, "One, and more of it.", "Two.", "Three.");
  [one, two, three] = made as [ClauseId, ClauseId, ClauseId];
});

const arrange = (arrangement: Arrangement) => arrangeClauses(s.deps, s.organizer, draft, arrangement);
const done = async (arrangement: Arrangement) => value(await arrange(arrangement)).clause;
const order = () => idsOf(s, draft);
const taken = async () => (await removedRows(s.deps.db, draft.id)).map(({ clauseId }) => clauseId);

describe("a clause", () => {
  test("moves up and down, one place at a time, and not beyond the ends", async () => {
    await done({ kind: "move", clause: three, by: "up" });
    expect(await order()).toEqual([one, three, two]);
    await done({ kind: "move", clause: one, by: "down" });
    expect(await order()).toEqual([three, one, two]);
    expect(refusal(await arrange({ kind: "move", clause: three, by: "up" }))).toBe("invalid");
    expect(refusal(await arrange({ kind: "move", clause: two, by: "down" }))).toBe("invalid");
    expect(await order()).toEqual([three, one, two]);
  });

  test("is added at the beginning or after another one", async () => {
    const first = await done({ kind: "add", after: null, as: "section" });
    const last = await done({ kind: "add", after: three, as: "definition" });
    const middle = await done({ kind: "add", after: one, as: "requirement" });
    expect(await order()).toEqual([first, one, middle, two, three, last]);
    expect(refusal(await arrange({ kind: "add", after: s.process.id as never, as: "section" }))).toBe(
      "not_found",
    );
  });

  test("that is taken out is kept with its text, and put back where it was", async () => {
    await done({ kind: "remove", clause: two });
    expect([await order(), await taken()]).toEqual([[one, three], [two]]);
    expect(refusal(await arrange({ kind: "remove", clause: two }))).toBe("not_found");
    await done({ kind: "restore", clause: two });
    expect([await order(), await taken()]).toEqual([[one, two, three], []]);
    expect(await bodiesOf(s, draft)).toEqual(["One, and more of it.", "Two.", "Three."]);
    expect(refusal(await arrange({ kind: "restore", clause: two }))).toBe("not_found");
  });

  test("can be put back when all others are gone", async () => {
    for (const clause of [one, two, three]) await done({ kind: "remove", clause });
    await done({ kind: "restore", clause: three });
    await done({ kind: "restore", clause: one });
    expect((await order()).toSorted()).toEqual([one, three].toSorted());
  });
});

describe("a split", () => {
  test("keeps the id with the first half and says where the second comes from", async () => {
    const second = await parted(s, draft, one, "and more");
    expect(await order()).toEqual([one, second, two, three]);
    expect((await bodiesOf(s, draft)).slice(0, 2)).toEqual(["One,", "and more of it."]);
    expect(await clauseIn(s, draft, second)).toMatchObject({ origins: [one], kind: "requirement" });
    expect(await clauseIn(s, draft, one)).toMatchObject({ origins: [] });
  });

  test("of a text that somebody has changed since is refused", async () => {
    const { revision } = await clauseIn(s, draft, one);
    await reworded(s, draft, one, "One, in other words.");
    expect(refusal(await arrange({ kind: "split", clause: one, at: 5, revision }))).toBe("edited_meanwhile");
    expect(await order()).toEqual([one, two, three]);
  });

  test("that would leave nothing on one side, or half a character, is refused", async () => {
    await reworded(s, draft, two, "Two 😀 faces.");
    const { revision, body } = await clauseIn(s, draft, two);
    for (const at of [0, body.length, 9999, body.indexOf("😀") + 1])
      expect(refusal(await arrange({ kind: "split", clause: two, at, revision })), `at ${at}`).toBe(
        "invalid",
      );
    expect(await bodiesOf(s, draft)).toContain("Two 😀 faces.");
  });
});

describe("a merge", () => {
  test("keeps the id of the first, both texts, and says which clause came in", async () => {
    await joinedUp(s, draft, one);
    expect(await order()).toEqual([one, three]);
    expect(await clauseIn(s, draft, one)).toMatchObject({
      body: "One, and more of it.\n\nTwo.",
      origins: [two],
    });
    await joinedUp(s, draft, one);
    expect((await clauseIn(s, draft, one)).origins).toEqual([two, three]);
    expect(await taken()).toEqual([two, three]);
  });

  test("keeps the heading of the clause that comes in", async () => {
    const { revision, kind, stability, body } = await clauseIn(s, draft, two);
    const text = { kind, stability, body, heading: "A title" };
    value(await editClause(s.deps, s.organizer, draft, two, { revision, text }));
    await joinedUp(s, draft, one);
    expect(await bodiesOf(s, draft)).toEqual(["One, and more of it.\n\n**A title**\n\nTwo.", "Three."]);
  });

  test("is not possible with a section, or without a clause that follows", async () => {
    const section = await done({ kind: "add", after: one, as: "section" });
    for (const clause of [one, section, three])
      expect(refusal(await arrange({ kind: "merge", clause }))).toBe("invalid");
    expect(await order()).toEqual([one, section, two, three]);
  });

  test("of what was just split is no merge: the clause comes from itself", async () => {
    await parted(s, draft, one, "and more");
    await joinedUp(s, draft, one);
    expect(await clauseIn(s, draft, one)).toMatchObject({
      body: "One,\n\nand more of it.",
      origins: [],
    });
  });
});

test("Of arrangements made at once none is lost, and every clause has its place", async () => {
  const made = await atOnce(6, () => done({ kind: "add", after: two, as: "requirement" }));
  const after = await order();
  expect(new Set(after)).toEqual(new Set([one, two, three, ...made]));
  expect(after.slice(0, 2)).toEqual([one, two]);
  expect(after.at(-1)).toBe(three);
});

test("A clause of a version that was published meanwhile stays where it is", async () => {
  await released(s, draft);
  const tries: Arrangement[] = [
    { kind: "move", clause: two, by: "up" },
    { kind: "merge", clause: one },
    { kind: "split", clause: one, at: 5, revision: 2 },
    { kind: "restore", clause: one },
  ];
  for (const one of tries) expect(refusal(await arrange(one))).toBe("draft_published");
});
