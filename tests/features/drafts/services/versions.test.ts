import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareClauses } from "~/features/drafts/domain/compare";
import { matchImport } from "~/features/drafts/domain/import/match";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editClause, editNote } from "~/features/drafts/services/editClause.server";
import { asClause, clauseRows, listDrafts, removedRows } from "~/features/drafts/services/findDraft.server";
import { examineDrafts } from "~/features/drafts/services/inner/examineDrafts.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { cite, evidenceOf, shapedBy, uncite } from "~/features/evidence/services/evidence.server";
import { openTasksOf } from "~/features/evidence/services/openTasks.server";
import { storyOf } from "~/features/evidence/services/story.server";
import { findRecord, saveRecord } from "~/features/records/services/records.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { plain } from "~/kernel/language/localized";
import { clauseCalled, draftCalled, published, text, working } from "~tests/support/draftScenario";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
const fresh = async () => {
  s = await scenario(testDeps(db), { members: 0 });
  return s;
};

const edit = (
  draft: Awaited<ReturnType<typeof working>>,
  row: { clauseId: never },
  revision: number,
  body: string,
) =>
  editClause(s.deps, s.organizer, draft, row.clauseId, {
    revision,
    text: {
      kind: "definition",
      heading: "The system",
      body,
      stability: "likely",
    },
  });

describe("the next version", () => {
  test("begins as a copy of the last one, with the same clauses", async () => {
    await fresh();
    const first = await published(s, "0.1");
    value(await createDraft(s.deps, s.organizer, s.process, "0.2"));
    const ids = async (label: string) =>
      (await clauseRows(s.deps.db, (await draftCalled(s, label)).id)).map(({ clauseId }) => clauseId);
    expect(await ids("0.2")).toEqual(await ids("0.1"));
    expect((await draftCalled(s, "0.2")).checklistId).not.toBe(first.checklistId);
  });

  test("waits until the one before is published, and has a label of its own", async () => {
    await fresh();
    await working(s, "0.1");
    expect(refusal(await createDraft(s.deps, s.organizer, s.process, "0.2"))).toBe("already_exists");
    const draft = await draftCalled(s, "0.1");
    value(await publishDraft(s.deps, s.organizer, s.process, draft, null));
    expect(refusal(await createDraft(s.deps, s.organizer, s.process, "0.1"))).toBe("already_exists");
  });

  test("is seen by organizers alone until it is published", async () => {
    await fresh();
    await working(s, "0.1");
    expect(await listDrafts(s.deps, s.process, false)).toEqual([]);
    expect(await listDrafts(s.deps, s.process, true)).toHaveLength(1);
  });
});

describe("two editors of one clause", () => {
  test("are told of each other: one text is stored, the other comes back beside it", async () => {
    await fresh();
    const draft = await working(s, "0.1");
    const row = await clauseCalled(s, draft, "The system");
    const outcomes = await Promise.all(
      ["one", "two"].map((body) => edit(draft, row as never, row.revision, body)),
    );
    const refused = outcomes.flatMap((one) => (one.ok ? [] : [one.error]));
    expect(refused).toHaveLength(1);
    const stored = await clauseCalled(s, draft, "The system");
    expect(refused[0]).toMatchObject({
      code: "edited_meanwhile",
      current: { body: stored.body, revision: stored.revision },
    });
  });

  test("who save the same text do not disturb each other", async () => {
    await fresh();
    const draft = await working(s, "0.1");
    const row = await clauseCalled(s, draft, "The system");
    value(await edit(draft, row as never, row.revision, "the same"));
    expect(value(await edit(draft, row as never, row.revision, "the same")).revision).toBe(row.revision + 1);
  });
});

test("splitting, merging, moving and taking out lose no word", async () => {
  await fresh();
  const draft = await working(s, "0.1");
  const words = async () =>
    [...(await clauseRows(s.deps.db, draft.id)), ...(await removedRows(s.deps.db, draft.id))]
      .map(({ body }) => body)
      .join(" ");
  const row = await clauseCalled(s, draft, "The system");
  const at = row.body.indexOf("and answers");
  const split = value(
    await arrangeClauses(s.deps, s.organizer, draft, {
      kind: "split",
      clause: row.clauseId,
      at,
      revision: row.revision,
    }),
  );
  const part = there(
    (await clauseRows(s.deps.db, draft.id)).find(({ clauseId }) => clauseId === split.clause),
  );
  expect(part).toMatchObject({ body: row.body.slice(at), origins: [row.clauseId] });
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "move", clause: split.clause, by: "down" }));
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: split.clause }));
  expect(await words()).toContain("answers as it was taught");
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "restore", clause: split.clause }));
  const merged = value(
    await arrangeClauses(s.deps, s.organizer, draft, { kind: "merge", clause: row.clauseId }),
  );
  const whole = there(
    (await clauseRows(s.deps.db, draft.id)).find(({ clauseId }) => clauseId === merged.clause),
  );
  expect(whole.origins.length).toBeGreaterThan(0);
  for (const word of row.body.match(/\w+/g) ?? []) expect(await words()).toContain(word);
});

describe("an import", () => {
  test("knows clauses of the version before again, and an editor can correct it", async () => {
    await fresh();
    const first = await published(s, "0.1");
    const rows = await clauseRows(s.deps.db, first.id);
    const [section, system, freedoms] = rows.map(({ clauseId }) => clauseId);
    const changed = text
      .replace("study how it works", "study how it works inside")
      .replace("### The system", "### A system");
    const matched = value(matchImport(rows.map(asClause), changed));
    expect(matched.map(({ clause }) => clause)).toEqual([section, system, freedoms]);

    value(await createDraft(s.deps, s.organizer, s.process, "0.2"));
    const draft = await draftCalled(s, "0.2");
    const twice = new Map([[1, there(freedoms)]]);
    expect(refusal(await importDraft(s.deps, s.organizer, draft, { markdown: changed }, twice))).toBe(
      "invalid",
    );
    value(await importDraft(s.deps, s.organizer, draft, { markdown: changed }, new Map([[1, null]])));
    const now = await clauseRows(s.deps.db, draft.id);
    expect(now.map(({ clauseId }) => clauseId === system)).toEqual([false, false, false]);
    expect((await removedRows(s.deps.db, draft.id)).map(({ clauseId }) => clauseId)).toEqual([system]);
  });

  test("of nothing is refused and changes nothing", async () => {
    await fresh();
    const draft = await working(s, "0.1");
    expect(refusal(await importDraft(s.deps, s.organizer, draft, { markdown: "  \n" }, new Map()))).toBe(
      "no_clauses",
    );
    expect(await clauseRows(s.deps.db, draft.id)).toHaveLength(3);
  });
});

describe("a published version", () => {
  test("never changes, whatever is tried", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const before = await clauseRows(s.deps.db, draft.id);
    const row = await clauseCalled(s, draft, "The system");
    const tries = [
      await edit(draft, row as never, row.revision, "changed"),
      await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: row.clauseId }),
      await arrangeClauses(s.deps, s.organizer, draft, { kind: "add", after: null, as: "definition" }),
      await importDraft(s.deps, s.organizer, draft, { markdown: "Another text." }, new Map()),
      await editNote(s.deps, draft, plain("Another note.")),
      await cite(s.deps, s.organizer, s.process, draft, {
        clauseId: row.clauseId,
        cited: { kind: "record", number: 1 },
        note: "",
      }),
      await uncite(s.deps, s.organizer, draft, crypto.randomUUID()),
      await publishDraft(s.deps, s.organizer, s.process, draft, null),
    ];
    expect(tries.map((one) => refusal(one as never))).toEqual(tries.map(() => "draft_published"));
    expect(await clauseRows(s.deps.db, draft.id)).toEqual(before);
  });

  test("supersedes the one before, and a final one stays final", async () => {
    await fresh();
    await published(s, "0.1");
    const second = await working(s, "1.0");
    value(await publishDraft(s.deps, s.organizer, s.process, second, null));
    await published(s, "1.1");
    const states = (await listDrafts(s.deps, s.process, true)).map(({ label, state }) => [label, state]);
    expect(states).toEqual([
      ["0.1", "superseded"],
      ["1.0", "final"],
      ["1.1", "published"],
    ]);
  });

  test("whose text was changed behind its back is found by its hash", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    expect((await examineDrafts(s.deps)).changed).toEqual([]);
    await s.deps.db.execute(
      sql`update draft_clauses set body = 'forged' where draft_id = ${draft.id} and heading = 'The system'`,
    );
    expect((await examineDrafts(s.deps)).changed).toEqual(["0.1"]);
    await s.deps.db.execute(sql`delete from drafts where id = ${draft.id}`);
  });

  test("needs a text and, but for the first, a word on what changed", async () => {
    await fresh();
    value(await createDraft(s.deps, s.organizer, s.process, "0.1"));
    const empty = await draftCalled(s, "0.1");
    expect(refusal(await publishDraft(s.deps, s.organizer, s.process, empty, null))).toBe("no_clauses");
    value(await importDraft(s.deps, s.organizer, empty, { markdown: text }, new Map()));
    value(await publishDraft(s.deps, s.organizer, s.process, empty, null));
    value(await createDraft(s.deps, s.organizer, s.process, "0.2"));
    const silent = await draftCalled(s, "0.2");
    expect(refusal(await publishDraft(s.deps, s.organizer, s.process, silent, null))).toBe("invalid");
  });
});

test("a change cites what it rests on, and what is cited shows the clauses it shaped", async () => {
  await fresh();
  await published(s, "0.1");
  const draft = await working(s, "0.2", text.replace("as it was taught", "as it learned"));
  expect((await openTasksOf(s.deps, s.process, draft)).unexplainedChanges).toBe(1);
  const record = {
    record: null,
    kind: "decision" as const,
    date: "2030-01-01",
    title: "Decided",
    body: "So.",
  };
  const { number } = value(await saveRecord(s.deps, s.organizer, s.process, "en", record));
  const row = await clauseCalled(s, draft, "The system");
  const cited = { kind: "record", number } as const;
  value(
    await cite(s.deps, s.organizer, s.process, draft, { clauseId: row.clauseId, cited, note: "It says so." }),
  );
  expect((await openTasksOf(s.deps, s.process, draft)).unexplainedChanges).toBe(0);
  expect((await evidenceOf(s.deps.db, [draft.id])).map(({ record: cites, note }) => [cites, note])).toEqual([
    [number, "It says so."],
  ]);
  const source = { record: there(await findRecord(s.deps, s.process, String(number))).id };
  expect(await shapedBy(s.deps.db, source, false)).toEqual([]);
  expect(await shapedBy(s.deps.db, source, true)).toMatchObject([{ label: "0.2", clauseId: row.clauseId }]);
  const nothing = { kind: "record", number: 999 } as const;
  expect(
    refusal(
      await cite(s.deps, s.organizer, s.process, draft, { clauseId: row.clauseId, cited: nothing, note: "" }),
    ),
  ).toBe("not_found");
});

test("the story of a clause tells every version, also before it was split off", async () => {
  await fresh();
  await published(s, "0.1");
  const draft = await working(s, "0.2");
  const row = await clauseCalled(s, draft, "The freedoms");
  const at = row.body.indexOf("study");
  const split = { kind: "split", clause: row.clauseId, at, revision: row.revision } as const;
  const { clause } = value(await arrangeClauses(s.deps, s.organizer, draft, split));
  const story = await storyOf(s.deps, s.process, clause, true);
  expect(story.map(({ draft: { label }, what }) => [label, what])).toEqual([
    ["0.1", "introduced"],
    ["0.2", "split"],
  ]);
  expect((await storyOf(s.deps, s.process, clause, false)).map(({ draft: { label } }) => label)).toEqual([
    "0.1",
  ]);
  const clauses = async (label: string) =>
    (await clauseRows(s.deps.db, (await draftCalled(s, label)).id)).map(asClause);
  expect(compareClauses(await clauses("0.1"), await clauses("0.2")).map(({ kind }) => kind)).toContain(
    "split",
  );
});
