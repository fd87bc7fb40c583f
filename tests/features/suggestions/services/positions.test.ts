import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { bundleOf, bundleSuggestion } from "~/features/suggestions/services/bundle.server";
import { positionsOn } from "~/features/suggestions/services/inner/positions.server";
import { suggestedTexts } from "~/features/suggestions/services/inText.server";
import { restateSuggestion } from "~/features/suggestions/services/restateSuggestion.server";
import { rivalsOf } from "~/features/suggestions/services/rivals.server";
import { suggestionQueue } from "~/features/suggestions/services/suggestionQueue.server";
import { takePosition } from "~/features/suggestions/services/takePosition.server";
import type { ClauseId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { suggestionFigures, suggestionPositions } from "~db/schema/suggestions";
import { begun, firstVersion, released, reworded } from "~tests/support/comments";
import { type Person, refusal, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { bodyOf, deciding, rowOf, suggested } from "~tests/support/suggestions";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const text = "People may use the system, and study how it works.";
let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clause: ClauseId;
let another: ClauseId;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 12 });
  const first = await firstVersion(s, text, "All code is open.");
  draft = first.draft;
  clause = there(first.clauses[0]);
  another = there(first.clauses[1]);
});
afterAll(() => db.close());

const weigh = (
  who: Person,
  id: Parameters<typeof takePosition>[3],
  stance: "support" | "oppose",
  reason = "",
) => takePosition(s.deps, who, s.process, id, { stance, language: "en", reason });

test("Positions are counted, one each, the newest; of groups nothing is told of fewer than ten", async () => {
  const id = await suggested(s, s.participant, draft, clause, text.replace("use", "run"));
  const all = s.members.alpha as Person[];
  const group = "end-user";
  for (const { id: user } of all)
    await s.deps.db
      .update(users)
      .set({ stakeholderGroups: [group] })
      .where(eq(users.id, user));
  for (const one of all.slice(0, 9)) value(await weigh(one, id, "support"));
  value(await weigh(there(all[0]), id, "oppose", "Not this."));
  const nine = await positionsOn(s.deps, id, there(all[0]));
  expect(nine.weights).toEqual({ support: 8, neutral: 0, oppose: 1 });
  expect(nine.byGroup(group)).toEqual({ support: null, neutral: null, oppose: null });
  expect(nine.own).toEqual({ stance: "oppose", reason: "Not this." });
  expect(nine.reasons).toMatchObject([{ stance: "oppose", html: "<p>Not this.</p>", name: null }]);
  // The tenth position has them counted; of one group and side they are still too few.
  value(await weigh(there(all[9]), id, "oppose", "Nor this."));
  expect((await positionsOn(s.deps, id, null)).byGroup(group)).toEqual(nine.byGroup(group));
  const figures = await s.deps.db.select().from(suggestionFigures);
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.every(({ count }) => count === 0)).toBe(true);
  const told = (await readNotices(s.deps, s.participant, "en")).notices;
  expect(told.filter(({ kind }) => kind === "suggestion-objection")).toHaveLength(2);
  expect(refusal(await weigh(s.participant, id, "support"))).toBe("invalid");
});

test("No figure of a group moves with the one person who is seen to take a position: ten are counted together", async () => {
  const deps = testDeps(db, { randomBelow: () => 0 });
  const id = await suggested(s, s.participant, draft, another, "All code is free.");
  const group = "developer";
  const takesSide = async (name: string, groups: string[]) => {
    const person = await signUp(deps, name);
    await db.db.update(users).set({ stakeholderGroups: groups }).where(eq(users.id, person.id));
    const position = { stance: "support", language: "en", reason: "" } as const;
    value(await takePosition(deps, person, s.process, id, position));
    return (await positionsOn(deps, id, null)).byGroup(group).support;
  };
  for (let n = 1; n <= 9; n++) expect(await takesSide(`of-it-${n}`, [group])).toBeNull();
  expect(await takesSide("another", [])).toBeNull();
  // The tenth of the group, alone since the last count: that they are of it is not told.
  expect(await takesSide("the-tenth", [group])).toBeNull();
  for (let n = 1; n <= 8; n++) expect(await takesSide(`none-${n}`, [])).toBeNull();
  expect(await takesSide("none-9", [])).toBe(10);
  // One who changes their mind again and again is one of ten.
  const restless = there(s.members.alpha[0]) as Person;
  for (let n = 0; n < 3; n++) value(await weigh(restless, id, n % 2 === 0 ? "support" : "oppose", "So."));
  const [figure] = await db.db.select().from(suggestionFigures).where(eq(suggestionFigures.commentId, id));
  const positions = await db.db
    .select()
    .from(suggestionPositions)
    .where(eq(suggestionPositions.commentId, id));
  const since = positions.filter(({ at }) => at > there(there(figure).countedAt));
  expect(since.map(({ userId }) => userId)).toEqual([restless.id]);
});

test("Rivals change the same words, stand in the text one at a time, and are read together where editors say so", async () => {
  const one = await suggested(s, s.facilitator, draft, clause, text.replace("study", "see"));
  const two = await suggested(s, s.organizer, draft, clause, text.replace("study", "examine"));
  expect((await rivalsOf(s.deps, await rowOf(s, one))).map(({ id }) => id)).toEqual([two]);
  const shared: Parameters<typeof suggestedTexts>[1] = (read, ...of) => read(s.deps, ...of);
  const [inText] = await suggestedTexts(s.deps, shared, draft, [clause]);
  expect(inText).toMatchObject({ clause, shown: 2, rivals: 1 });
  expect(inText?.html).toContain("<del>study</del><ins>see</ins>");
  value(await bundleSuggestion(s.deps, s.organizer, s.process, two, one));
  expect((await bundleOf(s.deps.db, two)).map(({ id, leads }) => [id, leads])).toEqual([
    [one, true],
    [two, false],
  ]);
  expect(refusal(await bundleSuggestion(s.deps, s.organizer, s.process, one, two))).toBe("invalid");
  value(await bundleSuggestion(s.deps, s.organizer, s.process, two, null));
  expect(await bundleOf(s.deps.db, two)).toHaveLength(1);
});

test("In conflict its author is asked, says it anew on the text as it is, and that is what is accepted", async () => {
  const id = await suggested(s, s.participant, draft, clause, text.replace("how it works", "its workings"));
  const next = await begun(s, "0.2");
  await reworded(s, next, clause, text.replace("how it works", "how it is made"));
  expect((await suggestionQueue(s.deps, next, 1)).suggestions.find((one) => one.id === id)).toMatchObject({
    state: "conflicts",
  });
  const second = await released(s, next);
  const told = (await readNotices(s.deps, s.participant, "en")).notices;
  expect(told.filter(({ kind }) => kind === "suggestion-conflict")).toHaveLength(1);
  const restate = (who: Person, proposal: string) =>
    restateSuggestion(s.deps, who, s.process, id, { draft: "0.2", proposal });
  const now = await bodyOf(s, second, clause);
  expect(refusal(await restate(s.organizer, "x"))).toBe("not_found");
  expect(refusal(await restate(s.participant, now))).toBe("invalid");
  value(await restate(s.participant, now.replace("how it is made", "its making")));
  expect(refusal(await restate(s.participant, "x"))).toBe("not_found");
  const third = await begun(s, "0.3");
  value(await deciding(s, id));
  expect(await bodyOf(s, third, clause)).toContain("study its making");
});
