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
import { suggestionFigures } from "~db/schema/suggestions";
import { begun, firstVersion, released, reworded } from "~tests/support/comments";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { bodyOf, deciding, rowOf, suggested } from "~tests/support/suggestions";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const text = "People may use the system, and study how it works.";
let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clause: ClauseId;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 12 });
  const first = await firstVersion(s, text, "All code is open.");
  draft = first.draft;
  clause = there(first.clauses[0]);
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
  const figures = await s.deps.db.select().from(suggestionFigures);
  expect(figures.every(({ count }) => count === 0)).toBe(true);
  const told = (await readNotices(s.deps, s.participant, "en")).notices;
  expect(told.filter(({ kind }) => kind === "suggestion-objection")).toHaveLength(1);
  expect(refusal(await weigh(s.participant, id, "support"))).toBe("invalid");
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
