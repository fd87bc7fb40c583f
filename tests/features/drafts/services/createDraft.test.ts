import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { clauseRows, findDraft, listDrafts } from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { draftScope, translationsOf } from "~/features/drafts/services/translations.server";
import { createChecklist } from "~/features/results/services/createChecklist.server";
import { translationUnits } from "~/features/translation/services/translate.server";
import { translations } from "~db/schema/drafts";
import { asStored } from "~tests/support/asStored";
import { atOnce } from "~tests/support/atOnce";
import {
  begun,
  firstVersion,
  inFrench,
  joinedUp,
  released,
  versionOf,
  written,
} from "~tests/support/comments";
import { announced, checklistOf, counted, idsOf, item, listing, votedOn } from "~tests/support/drafts";
import { type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
});

const next = async (label: string) => {
  value(await createDraft(s.deps, s.organizer, s.process, label));
  return versionOf(s, label);
};

test("Of versions begun at once one is made", async () => {
  const made = await atOnce(4, (i) => createDraft(s.deps, s.organizer, s.process, `0.${i}`));
  expect(made.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await listDrafts(s.deps, s.process, true)).toHaveLength(1);
});

test("The refusal of a label says whether the label is taken, or another version is being worked on", async () => {
  await begun(s, "0.1");
  const why = async (label: string) => {
    const made = await createDraft(s.deps, s.organizer, s.process, label);
    return made.ok ? null : made.error.fields;
  };
  expect(await why("0.2")).toEqual({ label: "errors:field.working" });
  const other = await scenario(s.deps, { members: 0 });
  await firstVersion(other, "Text.");
  expect(await createDraft(other.deps, other.organizer, other.process, "0.1")).toMatchObject({
    error: { fields: { label: "errors:field.taken" } },
  });
});

test("A version is found in its own process only", async () => {
  await firstVersion(s, "Text.");
  const other = await scenario(s.deps, { members: 0 });
  expect(await findDraft(other.deps, other.process, "0.1", true)).toBeNull();
});

test("The next version takes no step by itself: nothing merged and nothing taken out comes along", async () => {
  const { clauses } = await firstVersion(s, "One.", "Two.", "Three.");
  const second = await begun(s, "0.2");
  await joinedUp(s, second, clauses[0] as never);
  value(await arrangeClauses(s.deps, s.organizer, second, { kind: "remove", clause: clauses[2] as never }));
  await released(s, second);
  const rows = await clauseRows(s.deps.db, (await next("0.3")).id);
  expect(rows).toMatchObject([{ clauseId: clauses[0], body: "One.\n\nTwo.", origins: [], revision: 1 }]);
});

test("The next version takes the translations along, with their reviews", async () => {
  const { draft, clauses } = await firstVersion(s, "One.", "Two.", "Three.");
  await inFrench(s, draft, clauses[0], "Un.");
  await inFrench(s, draft, clauses[1], "Deux.", { isReviewed: false });
  const units = await translationUnits(s.deps, await draftScope(s.deps, await next("0.2")), "fr");
  expect(units.map(({ state, row }) => [state, row?.texts.body])).toEqual([
    ["reviewed", "Un."],
    ["draft", "Deux."],
    ["missing", undefined],
  ]);
});

test("The next version has a checklist of its own, with the items and reasons of the one before", async () => {
  const first = await begun(s, "0.1");
  value(await listing(s, first, [item("weights", "required")], { weights: "It is meant so." }));
  await written(s, first, "Text.");
  await released(s, first);
  const second = await next("0.2");
  expect(await checklistOf(s, second)).toMatchObject({
    draftLabel: "0.2",
    items: [item("weights", "required")],
    reasons: { weights: "It is meant so." },
  });
  value(await listing(s, second, []));
  expect((await checklistOf(s, first)).items).toEqual([item("weights", "required")]);
});

test("The next checklist answers the newest published votes, whatever is being counted", async () => {
  const round = await votedOn(s);
  const result = await announced(s, await counted(s, round));
  await counted(s, round);
  expect(await checklistOf(s, await next("0.1"))).toMatchObject({ compilationId: result.id });
});

test("Without published votes the checklist answers none", async () => {
  await counted(s, await votedOn(s));
  expect(await checklistOf(s, await next("0.1"))).toMatchObject({ compilationId: null });
});

test("A checklist that was prepared for a version becomes that version's", async () => {
  const result = await announced(s, await counted(s, await votedOn(s)));
  value(await createChecklist(s.deps, s.organizer, s.process, result, "0.1"));
  expect(await checklistOf(s, await next("0.1"))).toMatchObject({
    number: 1,
    items: [{ component: "training-data", level: "required" }],
  });
});

test("A long version with all its translations is taken along whole", async () => {
  const first = await begun(s, "0.1");
  const text = Array.from({ length: 2000 }, (_, i) => `Clause ${i}.`).join("\n\n");
  value(await importDraft(s.deps, s.organizer, first, { markdown: text }, new Map()));
  const rows = (await idsOf(s, first)).flatMap((unitId) =>
    (["fr", "es", "ar"] as const).map((language) => ({
      processId: s.process.id,
      scopeId: first.id,
      unitId,
      language,
      texts: { body: asStored("…") },
      basedOn: { heading: "", body: "" },
      state: "draft" as const,
      updatedAt: s.deps.now(),
    })),
  );
  for (let at = 0; at < rows.length; at += 1000)
    await s.deps.db.insert(translations).values(rows.slice(at, at + 1000));
  await released(s, first);
  const second = await next("0.2");
  expect(await idsOf(s, second)).toEqual(await idsOf(s, first));
  expect(await translationsOf(s.deps, second.id)).toHaveLength(6000);
});
