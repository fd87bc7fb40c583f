import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { draftScope } from "~/features/drafts/services/translations.server";
import { recall } from "~/features/translation/services/inner/tasks";
import { saveTranslation } from "~/features/translation/services/translate.server";
import { readTranslation } from "~/features/translation/services/translationPage.server";
import type { Work } from "~/platform/heavy/work";
import { begun, clauseIn, firstVersion, inFrench, reworded, written } from "~tests/support/comments";
import { type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

type Draft = Awaited<ReturnType<typeof begun>>;
const read = async (draft: Draft, { mayEdit = true, state = null as "stale" | null, words = "" } = {}) =>
  readTranslation(s.deps, s.process, await draftScope(s.deps, draft), "fr", {
    ...{ actor: s.facilitator, page: 1, mayEdit },
    asked: { state, words },
  });
const offered = async (draft: Draft, body: string) =>
  there((await read(draft)).units.find(({ source }) => source.body === body)).remembered.map(
    ({ target, likeness, from, words }) => ({ target, likeness, from, isDifferent: words.length > 0 }),
  );

const first = "Everybody may share the system for any purpose.";

describe("What was translated before", () => {
  test("is offered in the next version: the same text wholly, a like one with the difference; not to those who only read", async () => {
    const { draft, clauses } = await firstVersion(s, first);
    await inFrench(s, draft, clauses[0], "Tout le monde peut partager le système.");
    const next = await begun(s, "0.2");
    const [again, alike] = await written(s, next, first, "Everybody may share the system for every purpose.");
    const same = { target: "Tout le monde peut partager le système.", from: "0.1" };
    const ofAgain = there((await read(next)).units.find(({ id }) => id === again)).remembered;
    expect(ofAgain).toMatchObject([{ ...same, likeness: 100, words: [] }]);
    const ofAlike = there((await read(next)).units.find(({ id }) => id === alike)).remembered;
    expect(ofAlike).toMatchObject([same]);
    expect(there(ofAlike[0]).likeness).toBeLessThan(100);
    expect(there(ofAlike[0]).words.map(({ kind }) => kind)).toContain("added");
    const reading = await read(next, { mayEdit: false });
    expect(reading.units.flatMap((one) => one.remembered)).toEqual([]);
  });

  test("is kept when the text is reworded and comes back as it was", async () => {
    const { draft, clauses } = await firstVersion(s, first);
    const clause = there(clauses[0]);
    await inFrench(s, draft, clause, "Tout le monde peut partager le système.");
    const second = await begun(s, "0.2");
    await reworded(s, second, clause, "Nobody reads this.");
    await inFrench(s, second, clause, "Personne ne lit ceci.", {
      revision: (await read(second)).units.find(({ id }) => id === clause)?.revision ?? 0,
    });
    await reworded(s, second, clause, first);
    expect((await clauseIn(s, second, clause)).body).toBe(first);
    expect(await offered(second, first)).toEqual([
      { target: "Tout le monde peut partager le système.", likeness: 100, from: "0.1", isDifferent: false },
    ]);
  });

  test("is made once, in a thread, of each text for what is remembered: a second view makes nothing", async () => {
    const { draft, clauses } = await firstVersion(s, first);
    await inFrench(s, draft, clauses[0], "Tout le monde peut partager le système.");
    const next = await begun(s, "0.2");
    await written(s, next, first, "Everybody may share the system for every purpose.");
    const recalls: number[] = [];
    const work: Work = (task, input, ...rest) => {
      if (task.name === recall.name) recalls.push((input as { texts: readonly string[] }).texts.length);
      return s.deps.work(task, input, ...rest);
    };
    const view = async () =>
      readTranslation({ ...s.deps, work }, s.process, await draftScope(s.deps, next), "fr", {
        ...{ actor: s.facilitator, page: 1, mayEdit: true, asked: { state: null, words: "" } },
      });
    const seen = await view();
    expect(seen.units.flatMap(({ remembered }) => remembered)).not.toEqual([]);
    const texts = recalls.reduce((sum, count) => sum + count, 0);
    expect(recalls).toHaveLength(1);
    expect(await view()).toEqual(seen);
    expect(recalls).toHaveLength(1);
    // A text that is new is looked up alone; what was remembered since is looked at for all of them.
    const [added] = await written(s, next, "Nobody has this text in a version of theirs.");
    await view();
    expect(recalls).toEqual([texts, 1]);
    await inFrench(s, next, added, "Autre chose.");
    await view();
    expect(recalls).toHaveLength(3);
  });

  test("is offered only once somebody has reviewed it, in its language and process alone", async () => {
    const { draft, clauses } = await firstVersion(s, first, "Another text.");
    await inFrench(s, draft, clauses[0], "Pas encore relu.", { isReviewed: false });
    const next = await begun(s, "0.2");
    await written(s, next, first);
    const all = (await read(next)).units.flatMap((one) => one.remembered);
    expect(all).toEqual([]);
    const other = await scenario(s.deps, { members: 0 });
    const { draft: foreign, clauses: theirs } = await firstVersion(other, first);
    await inFrench(other, foreign, theirs[0], "D’un autre processus.");
    expect((await read(next)).units.flatMap((one) => one.remembered)).toEqual([]);
  });

  test("is taken by storing it, and waits for a second person then", async () => {
    const { draft, clauses } = await firstVersion(s, first);
    await inFrench(s, draft, clauses[0], "Tout le monde peut partager le système.");
    const next = await begun(s, "0.2");
    const [again] = await written(s, next, first);
    const unit = there((await read(next)).units.find(({ id }) => id === again));
    const texts = { ...unit.texts, body: there(unit.remembered[0]).target };
    const input = { unit: unit.id, revision: unit.revision, texts };
    const scope = await draftScope(s.deps, next);
    value(await saveTranslation(s.deps, s.facilitator, s.process, scope, { language: "fr", input }));
    const after = there((await read(next)).units.find(({ id }) => id === again));
    expect(after).toMatchObject({ state: "draft", remembered: [] });
  });
});

test("Units are listed by state and words, and all are counted", async () => {
  const { draft, clauses } = await firstVersion(s, first, "Nobody reads this.");
  await inFrench(s, draft, clauses[0], "Tout le monde peut partager le système.");
  expect(await read(draft, { words: "PARTAGER systeme" })).toMatchObject({
    found: 1,
    total: 2,
    counts: { reviewed: 1, missing: 1 },
  });
  expect(await read(draft, { state: "stale" })).toMatchObject({ found: 0, units: [], pages: 0 });
});
