import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commentReport } from "~/features/comments/services/commentReport.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { commented, disposed, firstVersion, inFrench, replied } from "~tests/support/comments";
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

const report = (draft: DraftRow, language: "en" | "fr" = "en") =>
  commentReport(s.deps, draft, s.deps.translator(language));
const rows = async (draft: DraftRow) => (await report(draft)).trimEnd().split("\n").slice(1);

test("A report has the columns of the ISO/IEC template, also without comments", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  expect(await report(draft)).toBe(
    "\uFEFFMB/NC,Line number,Clause/Subclause,Paragraph/Figure/Table,Type of comment,Comments,Proposed change,Observations of the secretariat\n",
  );
});

test("A row says for whom, where, of which type, what, what instead and what became of it", async () => {
  const { draft, clauses } = await firstVersion(s, "All data is open.", "All code is open.");
  const { id } = await commented(s, s.participant, draft, {
    clause: there(clauses[1]),
    quote: "code",
    type: "editorial",
    speaksAs: "end-user",
    body: "Which one?",
    proposal: "All source code is open.",
  });
  await disposed(s, id, "out-of-scope", "Not here.");
  await commented(s, s.facilitator, draft, { type: "technical", body: "Of the whole." });
  expect(await rows(draft)).toEqual([
    `end-user-001,1,0.2,1,ed,“code”: Which one?,After “All” insert “source”.,${s.deps.translator("en")("notices:decision.out-of-scope")}: Not here.`,
    "—-002,,,,te,Of the whole.,,",
  ]);
  expect(await report(draft, "fr")).toContain(s.deps.translator("fr")("notices:decision.out-of-scope"));
});

test("Line and paragraph are those in which the passage begins", async () => {
  const body = "One **first** paragraph.\n\nSecond one,\nof two lines.\n\n- a list\n- of two\n\nLast words.";
  const { draft, clauses } = await firstVersion(s, body);
  for (const quote of ["One first", "first", "Second", "of two lines", "a list", "Last", "words"])
    await commented(s, s.participant, draft, { clause: there(clauses[0]), quote });
  const places = (await rows(draft)).map((row) => row.split(","));
  expect(places.map(([, line, , paragraph]) => `${line}/${paragraph}`)).toEqual([
    "1/1",
    "1/1",
    "2/2",
    "3/2",
    "4/3",
    "6/4",
    "6/4",
  ]);
});

test("A passage that was read in a translation has its place there, and none when it was reworded", async () => {
  const { draft, clauses } = await firstVersion(s, "All data is open.");
  const clause = there(clauses[0]);
  await inFrench(s, draft, clause, "Il y a une liste.\n\nToutes les données sont ouvertes.");
  await commented(s, s.participant, draft, { clause, quote: "données", shownIn: "fr", body: "Oui." });
  expect(await rows(draft)).toEqual(["—-001,2,0.1,2,ge,“données”: Oui.,,"]);
  await inFrench(s, draft, clause, "Tout est ouvert.", { revision: 1 });
  expect(await rows(draft)).toEqual(["—-001,,0.1,,ge,“données”: Oui.,,"]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])(
  "A cell that begins like the formula %j is no formula",
  async (text) => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.participant, draft, { body: text, proposal: text });
    await disposed(s, id, "rejected", text);
    const [row] = await rows(draft);
    expect(row?.split(",").slice(5, 7)).toEqual([`'${text}`, `'${text}`]);
  },
);

test("Text with commas, quotes and lines stays in its cell", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  await commented(s, s.participant, draft, { body: 'First, "this".\nThen that.' });
  expect(await report(draft)).toContain('\n—-001,,,,ge,"First, ""this"".\nThen that.",,\n');
});

test("Replies and hidden comments are not in it, and the others keep their numbers", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const { id } = await commented(s, s.participant, draft, { body: "Buy this." });
  const other = await commented(s, s.facilitator, draft, { body: "Stays." });
  await replied(s, s.participant, other.id, "A reply.");
  value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));
  expect(await rows(draft)).toEqual(["—-002,,,,ge,Stays.,,"]);
});
