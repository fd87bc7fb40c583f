import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { changesInWords } from "~/features/evidence/services/changeCounts.server";
import {
  type Cited,
  cite,
  clauseTitle,
  evidenceOf,
  shapedBy,
  uncite,
} from "~/features/evidence/services/evidence.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { findRecord } from "~/features/records/services/records.server";
import type { ClauseId, RecordId } from "~/kernel/ids";
import { begun, commented, firstVersion, released, reworded, written } from "~tests/support/comments";
import { announced, counted, decided, votedOn } from "~tests/support/drafts";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let first: DraftRow;
let clauses: ClauseId[];
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
  ({ draft: first, clauses } = await firstVersion(s, "One.", "Two.", "Three.", "Four."));
});

const citing = (draft: DraftRow, clause: ClauseId | undefined, cited: Cited, note = "") =>
  cite(s.deps, s.organizer, s.process, draft, { clauseId: there(clause), cited, note });
const views = async (draft: DraftRow) =>
  whyViews(await evidenceOf(s.deps.db, [draft.id]), { "training-data": "Training data" }, "en");
const recordId = async (number: number): Promise<RecordId> =>
  there(await findRecord(s.deps, s.process, String(number))).id;

describe("a change of a clause", () => {
  test("can rest on a component of a published result, a comment or a record", async () => {
    const result = await announced(s, await counted(s, await votedOn(s)));
    const { number: comment } = await commented(s, s.participant, first);
    const record = await decided(s, "A decision");
    const draft = await begun(s, "0.2");
    const component = "training-data";
    value(
      await citing(draft, clauses[0], { kind: "component", compilation: result.number, component }, "So."),
    );
    value(await citing(draft, clauses[1], { kind: "comment", draft: "0.1", number: comment }));
    value(await citing(draft, clauses[2], { kind: "record", number: record }));
    expect((await views(draft)).map(({ clauseId, note, target }) => [clauseId, note, target])).toMatchObject([
      [clauses[0], "So.", { kind: "component", name: "Training data", result: 1, band: "required" }],
      [clauses[1], "", { kind: "comment", label: "0.1", number: comment }],
      [clauses[2], "", { kind: "record", number: record, title: { text: "A decision" } }],
    ]);
    const shaped = await shapedBy(s.deps.db, { compilation: result.id }, true);
    expect(shaped).toMatchObject([{ component, label: "0.2", clauseId: clauses[0] }]);
  });

  test("cannot rest on what nobody else can look up", async () => {
    const unpublished = await counted(s, await votedOn(s));
    const draft = await begun(s, "0.2");
    const nothing: Cited[] = [
      { kind: "component", compilation: unpublished.number, component: "training-data" },
      { kind: "component", compilation: 99, component: "training-data" },
      { kind: "comment", draft: "0.1", number: 99 },
      { kind: "record", number: 99 },
    ];
    for (const one of nothing) expect(refusal(await citing(draft, clauses[0], one))).toBe("not_found");
    const result = await announced(s, unpublished);
    const uncounted = { kind: "component", compilation: result.number, component: "something" } as const;
    expect(refusal(await citing(draft, clauses[0], uncounted))).toBe("not_found");
    expect(await views(draft)).toEqual([]);
  });

  test("cannot rest on what is another process's, nor be another process's", async () => {
    const other = await scenario(s.deps, { members: 0 });
    const theirs = await firstVersion(other, "Theirs.");
    const number = await decided(other, "Their decision");
    const draft = await begun(s, "0.2");
    expect(refusal(await citing(draft, clauses[0], { kind: "record", number }))).toBe("not_found");
    const own = await decided(s, "A decision");
    expect(refusal(await citing(draft, theirs.clauses[0], { kind: "record", number: own }))).toBe(
      "not_found",
    );
  });

  test("that was explained by a comment is so no more when the comment is hidden", async () => {
    const { id, number } = await commented(s, s.participant, first);
    const draft = await begun(s, "0.2");
    value(await citing(draft, clauses[0], { kind: "comment", draft: "0.1", number }));
    expect(await views(draft)).toHaveLength(1);
    value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));
    expect(await views(draft)).toEqual([]);
  });

  test("rests on what it cites until that is taken back, and for good once it is published", async () => {
    const number = await decided(s, "A decision");
    const draft = await begun(s, "0.2");
    for (const clause of clauses.slice(0, 2)) value(await citing(draft, clause, { kind: "record", number }));
    const [gone, stays] = await views(draft);
    value(await uncite(s.deps, s.organizer, draft, there(gone).id));
    const published = await released(s, draft);
    expect(refusal(await uncite(s.deps, s.organizer, published, there(stays).id))).toBe("draft_published");
    expect(refusal(await citing(published, clauses[2], { kind: "record", number }))).toBe("draft_published");
    expect(await views(published)).toEqual([stays]);
  });

  test("is not taken back through another version", async () => {
    const number = await decided(s, "A decision");
    const second = await begun(s, "0.2");
    value(await citing(second, clauses[0], { kind: "record", number }));
    const [cited] = await views(await released(s, second));
    const third = await begun(s, "0.3");
    expect(refusal(await uncite(s.deps, s.organizer, third, there(cited).id))).toBe("not_found");
    expect(await views(second)).toEqual([cited]);
  });
});

describe("what is cited", () => {
  test("shows the clauses that it shaped, newest version first; working versions to organizers alone", async () => {
    const number = await decided(s, "A decision");
    const second = await begun(s, "0.2");
    value(await citing(second, clauses[0], { kind: "record", number }));
    await released(s, second);
    const third = await begun(s, "0.3");
    await reworded(s, third, there(clauses[1]), "Two, as we decided.");
    value(await citing(third, clauses[1], { kind: "record", number }));
    const shaped = async (withWorking: boolean) =>
      (await shapedBy(s.deps.db, { record: await recordId(number) }, withWorking))
        .map(clauseTitle)
        .map(({ label, title }) => [label, title]);
    expect(await shaped(true)).toEqual([
      ["0.3", "Two, as we decided."],
      ["0.2", "One."],
    ]);
    expect(await shaped(false)).toEqual([["0.2", "One."]]);
  });

  test("shows a clause once, however often the version cites it for that", async () => {
    const number = await decided(s, "A decision");
    const draft = await begun(s, "0.2");
    for (const note of ["So.", "And so."])
      value(await citing(draft, clauses[0], { kind: "record", number }, note));
    expect(await shapedBy(s.deps.db, { record: await recordId(number) }, true)).toHaveLength(1);
  });
});

describe("the changes of a version", () => {
  test("are counted by what became of the clauses; a first version has none", async () => {
    expect(await changesInWords(s.deps, first)).toBeNull();
    const draft = await begun(s, "0.2");
    expect(await changesInWords(s.deps, draft)).toEqual({
      before: "0.1",
      counts: { kept: 4 },
      unexplained: 0,
    });
    await reworded(s, draft, there(clauses[0]), "One, and something more.");
    await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: there(clauses[1]) });
    await arrangeClauses(s.deps, s.organizer, draft, { kind: "move", clause: there(clauses[3]), by: "up" });
    await written(s, draft, "A clause of words that are nowhere else.");
    expect(await changesInWords(s.deps, draft)).toEqual({
      before: "0.1",
      counts: { edited: 1, removed: 1, moved: 1, added: 1, kept: 1 },
      unexplained: 4,
    });
  });

  test("are explained by what their clause cites in this version, also when it was taken out", async () => {
    const number = await decided(s, "A decision");
    const draft = await begun(s, "0.2");
    await reworded(s, draft, there(clauses[0]), "One, and something more.");
    await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: there(clauses[1]) });
    for (const clause of clauses.slice(0, 2)) value(await citing(draft, clause, { kind: "record", number }));
    expect(await changesInWords(s.deps, draft)).toMatchObject({ unexplained: 0 });
    await released(s, draft);
    const third = await begun(s, "0.3");
    await reworded(s, third, there(clauses[0]), "One, and something else.");
    expect(await changesInWords(s.deps, third)).toMatchObject({ unexplained: 1 });
  });

  test("of sections' titles need no reason", async () => {
    const draft = await begun(s, "0.2");
    await arrangeClauses(s.deps, s.organizer, draft, { kind: "add", after: null, as: "section" });
    expect(await changesInWords(s.deps, draft)).toMatchObject({
      counts: { added: 1, kept: 4 },
      unexplained: 0,
    });
  });
});
