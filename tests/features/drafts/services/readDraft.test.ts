import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { begun, inFrench, reworded, written } from "~tests/support/comments";
import { readIn } from "~tests/support/drafts";
import { type Scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let one: ClauseId;
let two: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await readIn(testDeps(db), "fr");
  draft = await begun(s, "0.1");
  [one, two] = (await written(s, draft, "Anybody may **use** it.", "Anybody may share it.")) as [
    ClauseId,
    ClauseId,
  ];
});

type Options = Parameters<typeof readClauses>[4];
const read = (language: "en" | "fr", more: Partial<Options> = {}) =>
  readClauses(s.deps, s.process, draft, language, { withSource: false, passages: [], ...more });
const passage = (language: string, exact: string, start: number) => ({
  id: "passage",
  clause: one,
  anchor: { exact, prefix: "", suffix: "", start, end: start + exact.length, language },
});

test("A text is read in its own language as it was written", async () => {
  await inFrench(s, draft, one, "N’importe qui peut l’utiliser.");
  expect(await read("en", { withSource: true })).toMatchObject([
    {
      id: one,
      state: "source",
      language: "en",
      html: "<p>Anybody may <strong>use</strong> it.</p>",
      source: null,
    },
    { id: two, state: "source", language: "en", html: "<p>Anybody may share it.</p>", source: null },
  ]);
});

test("Clauses with a reviewed translation are read in it, and the others are marked", async () => {
  await inFrench(s, draft, one, "Un.");
  await inFrench(s, draft, two, "Deux.", { isReviewed: false });
  expect(await read("fr")).toMatchObject([
    { state: "reviewed", language: "fr", html: "<p>Un.</p>", source: null },
    { state: "fallback", language: "en", html: "<p>Anybody may share it.</p>" },
  ]);
});

test("A translation that is older than its source is read, and marked, until another wording is reviewed", async () => {
  await inFrench(s, draft, one, "Un.");
  await reworded(s, draft, one, "Anybody may use it at will.");
  expect((await read("fr", { withSource: true }))[0]).toMatchObject({
    state: "stale",
    html: "<p>Un.</p>",
    source: { html: "<p>Anybody may use it at will.</p>" },
  });
  await inFrench(s, draft, one, "Un, à volonté.", { revision: 1, isReviewed: false });
  expect((await read("fr"))[0]).toMatchObject({ state: "stale", html: "<p>Un.</p>" });
  await inFrench(s, draft, one, "Un, à volonté.", { revision: 2 });
  expect((await read("fr"))[0]).toMatchObject({ state: "reviewed", html: "<p>Un, à volonté.</p>" });
});

test("Clauses count within their section, also on a later page", async () => {
  const add = { kind: "add", after: one, as: "section" } as const;
  value(await arrangeClauses(s.deps, s.organizer, draft, add));
  const numbers = async (page?: [number, number]) =>
    (await read("en", page ? { page } : {})).map(({ number }) => number);
  expect(await numbers()).toEqual(["0.1", "1", "1.1"]);
  expect(await numbers([1, 3])).toEqual(["1", "1.1"]);
});

test("A passage is marked where its words are, in the language that it was marked in", async () => {
  await inFrench(s, draft, one, "N’importe qui peut l’utiliser.");
  const html = async (language: "en" | "fr", of: ReturnType<typeof passage>) =>
    there((await read(language, { passages: [of] }))[0]).html;
  const english = passage("en", "use it", "Anybody may ".length);
  expect(await html("en", english)).toContain("<mark");
  expect(await html("fr", english)).not.toContain("<mark");
  expect(await html("fr", passage("fr", "qui peut", "N’importe ".length))).toContain("<mark");
  expect(await html("en", passage("en", "never said", 3))).not.toContain("<mark");
});

test("What people write as HTML is no HTML", async () => {
  await reworded(
    s,
    draft,
    one,
    "<script>alert(1)</script> [a](javascript:alert(1)) ![i](https://x.example/i.png)",
  );
  const { html } = there((await read("en"))[0]);
  expect(html).not.toMatch(/<script|="\s*javascript:|<img/);
  expect(html).toContain("&#x3C;script>alert(1)&#x3C;/script>");
});
