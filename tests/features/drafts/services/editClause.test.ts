import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { type ClauseText, editClause } from "~/features/drafts/services/editClause.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { restoreRevision } from "~/features/drafts/services/restoreRevision.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { clauseRevisions } from "~db/schema/drafts";
import { atOnce } from "~tests/support/atOnce";
import { begun, clauseIn, firstVersion, released, written } from "~tests/support/comments";
import { bodiesOf } from "~tests/support/drafts";
import { refusal, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clause: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  draft = await begun(s, "0.1");
  [clause] = (await written(s, draft, "As it was.")) as [ClauseId];
});

const text = (body: string, more: Partial<ClauseText> = {}): ClauseText => ({
  kind: "requirement",
  heading: "",
  body,
  stability: "likely",
  ...more,
});
const save = (revision: number, words: ClauseText, id = clause) =>
  editClause(s.deps, s.organizer, draft, id, { revision, text: words });
const revisionsOf = (id: ClauseId) =>
  s.deps.db
    .select()
    .from(clauseRevisions)
    .where(and(eq(clauseRevisions.draftId, draft.id), eq(clauseRevisions.clauseId, id)))
    .orderBy(clauseRevisions.revision);
const now = () => clauseIn(s, draft, clause);

test("Of editors who began from the same text one is stored, and the others get what was stored", async () => {
  const { revision } = await now();
  const saved = await atOnce(5, (i) => save(revision, text(`Words of ${i}.`)));
  const refused = saved.flatMap((one) => (one.ok ? [] : [one.error]));
  const { kind, heading, body, stability, revision: current } = await now();
  expect(current).toBe(revision + 1);
  expect(refused).toEqual(
    Array.from({ length: 4 }, () => ({
      code: "edited_meanwhile",
      current: { kind, heading, body, stability, revision: current },
    })),
  );
});

test("Whoever was told of another text can save again from it", async () => {
  const { revision } = await now();
  value(await save(revision, text("The first.")));
  const told = await save(revision, text("The second."));
  const from = told.ok ? undefined : told.error.current?.revision;
  value(await save(from as number, text("The first, and the second.")));
  expect(await bodiesOf(s, draft)).toEqual(["The first, and the second."]);
});

test("The same text with another heading, kind or stability is another text", async () => {
  const { revision } = await now();
  value(await save(revision, text("As it was.", { stability: "unlikely" })));
  expect(refusal(await save(revision, text("As it was.", { stability: "rather-likely" })))).toBe(
    "edited_meanwhile",
  );
  const { merged } = value(await save(revision, text("As it was.", { heading: "A heading" })));
  expect(merged).toMatchObject({ heading: "A heading", stability: "unlikely" });
  value(await save(revision, text("As it was.", { stability: "unlikely" })));
});

test("Of two who changed other words of one clause both are stored, and it is kept what each of them wrote on", async () => {
  const { revision } = await now();
  value(await save(revision, text("As it really was.")));
  const saved = value(await save(revision, text("Just as it was.")));
  expect(saved).toMatchObject({ revision: revision + 2, merged: { body: "Just as it really was." } });
  expect(await bodiesOf(s, draft)).toEqual(["Just as it really was."]);
  const kept = await revisionsOf(clause);
  expect(kept.at(-1)).toMatchObject({ source: "merged", fromRevision: revision, savedBy: s.organizer.id });
});

test("Every text that a clause had is kept, whatever changed it, and each can be restored as a new one", async () => {
  const { revision } = await now();
  value(await save(revision, text("First half.\n\nSecond half.", { heading: "Whole" })));
  const split = { kind: "split", clause, at: 13, revision: revision + 1 } as const;
  const second = value(await arrangeClauses(s.deps, s.organizer, draft, split)).clause;
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "merge", clause }));
  const kept = await revisionsOf(clause);
  expect(kept.map(({ source, body }) => [source, body])).toEqual([
    ["begun", ""],
    ["edited", "As it was."],
    ["edited", "First half.\n\nSecond half."],
    ["split", "First half."],
    ["joined", "First half.\n\nSecond half."],
  ]);
  expect(await revisionsOf(second)).toMatchObject([{ source: "split", body: "Second half." }]);
  const seen = (await now()).revision;
  const again = { revision, seen };
  value(await restoreRevision(s.deps, s.organizer, draft, clause, again));
  expect(await now()).toMatchObject({ body: "As it was.", heading: "", revision: seen + 1 });
  expect(refusal(await restoreRevision(s.deps, s.organizer, draft, clause, again))).toBe("edited_meanwhile");
  const same = { revision, seen: seen + 1 };
  expect(refusal(await restoreRevision(s.deps, s.organizer, draft, clause, same))).toBe("nothing_left");
  expect((await revisionsOf(clause)).at(-1)).toMatchObject({ source: "restored", fromRevision: revision });
  value(await restoreRevision(s.deps, s.organizer, draft, clause, { revision: seen, seen: seen + 1 }));
  expect((await now()).heading).toBe("Whole");
});

test("Two imports of a clause that was out of the text between them are two revisions", async () => {
  await released(s, draft);
  draft = await begun(s, "0.2");
  const imported = (words: string, continues: ClauseId | null) =>
    importDraft(s.deps, s.organizer, draft, { markdown: words }, new Map([[0, continues]]));
  value(await imported("As it was imported.", clause));
  value(await imported("Something else altogether.", null));
  value(await imported("As it came back.", clause));
  expect((await revisionsOf(clause)).map(({ source, body }) => [source, body])).toEqual([
    ["begun", "As it was."],
    ["imported", "As it was imported."],
    ["imported", "As it came back."],
  ]);
});

test("A clause that was taken out cannot be edited until it is put back", async () => {
  const { revision } = await now();
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause }));
  expect(refusal(await save(revision, text("Changed.")))).toBe("not_found");
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "restore", clause }));
  value(await save(revision, text("Changed.")));
});

test("A clause of another version is not edited through this one", async () => {
  const other = await scenario(s.deps, { members: 0 });
  const first = await firstVersion(other, "Theirs.");
  expect(refusal(await save(2, text("Changed."), first.clauses[0]))).toBe("not_found");
  expect(await bodiesOf(other, first.draft)).toEqual(["Theirs."]);
});

test("An editor who began before an import is told of what was imported", async () => {
  await released(s, draft);
  draft = await begun(s, "0.2");
  const { revision } = await now();
  value(
    await importDraft(
      s.deps,
      s.organizer,
      draft,
      { markdown: "As it was imported." },
      new Map([[0, clause]]),
    ),
  );
  const refused = await save(revision, text("As somebody else wrote it."));
  expect(refused.ok ? null : refused.error).toMatchObject({
    code: "edited_meanwhile",
    current: { body: "As it was imported." },
  });
  expect(await bodiesOf(s, draft)).toEqual(["As it was imported."]);
});

test("What is saved while a version is published is in its hash, or refused", async () => {
  const { revision } = await now();
  const [published, saved] = await Promise.all([
    publishDraft(s.deps, s.organizer, s.process, draft, null),
    save(revision, text("At the last moment.")),
  ]);
  value(published);
  if (!saved.ok) expect(refusal(saved)).toBe("draft_published");
  expect(await bodiesOf(s, draft)).toEqual([saved.ok ? "At the last moment." : "As it was."]);
});
