import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { draftAsMarkdown } from "~/features/drafts/domain/draftFile";
import { matchImport } from "~/features/drafts/domain/import/match";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { editClause } from "~/features/drafts/services/editClause.server";
import { clauseRows, type DraftRow, removedRows } from "~/features/drafts/services/findDraft.server";
import { citationOf } from "~/features/drafts/services/inner/files/draftTexts.server";
import { clausesToMatch, importDraft } from "~/features/drafts/services/inner/importDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { drafts } from "~db/schema/drafts";
import { begun, clauseIn, firstVersion, written } from "~tests/support/comments";
import { bodiesOf, idsOf } from "~tests/support/drafts";
import { refusal, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const use = "Everybody may use the system for any purpose at all.";
const study = "Everybody may study how the system works inside.";
const share = "Everybody may share the system with others, changed or not.";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let ids: ClauseId[];
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  ids = (await firstVersion(s, use, study, share)).clauses;
  draft = await begun(s, "0.2");
});

const take = (markdown: string, chosen: [number, ClauseId | null][] = []) =>
  importDraft(s.deps, s.organizer, draft, { markdown }, new Map(chosen));
const removed = async () => (await removedRows(s.deps.db, draft.id)).map(({ body }) => body);
const blocks = (...texts: string[]) => texts.join("\n\n");

test("Clauses are known again by their text, wherever they stand and if a few words are others", async () => {
  const edited = study.replace("inside", "within");
  value(await take(blocks(share, use, "Something that nobody has said before.", edited)));
  const [third, first, fresh, second] = await idsOf(s, draft);
  expect([first, second, third]).toEqual(ids);
  expect(ids).not.toContain(fresh);
  expect(await bodiesOf(s, draft)).toEqual([share, use, "Something that nobody has said before.", edited]);
});

test("A text that is older than its publication here has its day, which is of the past, shown and cited", async () => {
  const dated = (datedOn: string) =>
    importDraft(s.deps, s.organizer, draft, { markdown: use, datedOn }, new Map());
  expect(refusal(await dated("2999-01-01"))).toBe("invalid");
  value(await dated("2024-05-12"));
  const [row] = await s.deps.db.select().from(drafts).where(eq(drafts.id, draft.id));
  expect(row?.datedOn).toBe("2024-05-12");
  const asked = {
    deps: s.deps,
    process: s.process,
    origin: "https://codraft.example",
    language: "en",
  } as const;
  const cited = await citationOf(asked, row as DraftRow, undefined, "json");
  expect(JSON.parse(String(cited?.body))[0].issued).toEqual({ "date-parts": [[2024, 5, 12]] });
  // What takes its place is not of that day.
  value(await take(share));
  const [again] = await s.deps.db.select().from(drafts).where(eq(drafts.id, draft.id));
  expect(again?.datedOn).toBeNull();
});

test("A text that was taken out as Markdown comes back in as it is", async () => {
  const other = await scenario(s.deps, { members: 0 });
  const first = await begun(other, "0.1");
  const bring = (text: string) => importDraft(s.deps, other.organizer, first, { markdown: text }, new Map());
  const now = async () =>
    (await clauseRows(s.deps.db, first.id)).map(({ editedAt, revision, ...row }) => row);
  value(
    await bring(blocks("# A definition", "## The freedoms", use, "### Studying", study, "- A [link](#x)")),
  );
  const before = await now();
  value(await bring(draftAsMarkdown("A definition", before)));
  expect(await now()).toEqual(before);
});

test("A clause keeps what an editor said of it: its kind, its heading and how firm it is", async () => {
  const other = await scenario(s.deps, { members: 0 });
  const version = await begun(other, "0.1");
  const [clause] = (await written(other, version, use)) as [ClauseId];
  const { revision, body } = await clauseIn(other, version, clause);
  const said = { kind: "checklist", heading: "A title", stability: "unlikely" } as const;
  value(
    await editClause(other.deps, other.organizer, version, clause, { revision, text: { ...said, body } }),
  );
  value(await importDraft(other.deps, other.organizer, version, { markdown: use }, new Map()));
  expect(await clauseIn(other, version, clause)).toMatchObject({ ...said, body });
});

test("What an editor chose goes before what was proposed", async () => {
  const [first, second, third] = ids as [ClauseId, ClauseId, ClauseId];
  value(
    await take(blocks(use, study), [
      [0, second],
      [1, null],
    ]),
  );
  const after = await idsOf(s, draft);
  expect(after[0]).toBe(second);
  expect([first, second, third]).not.toContain(after[1]);
  expect((await removed()).toSorted()).toEqual([share, use].toSorted());
});

test("A clause cannot be continued twice, nor one of elsewhere, and nothing changes then", async () => {
  const other = await scenario(s.deps, { members: 0 });
  const [stranger] = (await firstVersion(other, "Theirs.")).clauses as [ClauseId];
  expect(refusal(await take(blocks(use, study), [[1, ids[0] as ClauseId]]))).toBe("invalid");
  expect(refusal(await take(blocks(use, study), [[1, stranger]]))).toBe("invalid");
  expect(await idsOf(s, draft)).toEqual(ids);
  expect(await removed()).toEqual([]);
});

test("What is not in the text can be put back, also when another text has come in since", async () => {
  const [extra] = await written(s, draft, "Written by hand in this version.");
  await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: ids[2] as ClauseId });
  value(await take(use));
  value(await take(study));
  expect((await removed()).toSorted()).toEqual([use, share, "Written by hand in this version."].toSorted());
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "restore", clause: extra as ClauseId }));
  expect(await bodiesOf(s, draft)).toContain("Written by hand in this version.");
});

test("A clause that was taken out and is in the text is back", async () => {
  await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: ids[2] as ClauseId });
  value(await take(blocks(use, study, share)));
  expect(await idsOf(s, draft)).toEqual(ids);
  expect(await removed()).toEqual([]);
});

test("A first version is matched with what was written in it so far", async () => {
  const other = await scenario(s.deps, { members: 0 });
  const first = await begun(other, "0.1");
  const made = await written(other, first, use, study);
  value(await importDraft(s.deps, other.organizer, first, { markdown: blocks(study, use) }, new Map()));
  expect(await idsOf(other, first)).toEqual(made.toReversed());
});

test("A text of too many clauses is refused", async () => {
  const known = await clausesToMatch(s.deps.db, draft);
  const long = Array.from({ length: 3001 }, (_, i) => `Clause ${i}.`).join("\n\n");
  expect(refusal(matchImport(known, long))).toBe("too_large");
});

test("A long text can be replaced by another long one, and the first put back", async () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word}${i}`).join("\n\n");
  for (const word of ["this", "that"]) expect(value(await take(long(word)))).toEqual({ clauses: 3000 });
  expect(await removed()).toHaveLength(3003);
});

test("The same text taken twice leaves nothing behind to put back", async () => {
  const text = blocks(use, study, share, "Something that nobody has said before.");
  value(await take(text));
  value(await take(text));
  expect(await removed()).toEqual([]);
});
