import { strToU8 } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clauseCode } from "~/features/drafts/domain/shortLink";
import { clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { begun, firstVersion } from "~tests/support/comments";
import { type Scenario, scenario } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { pageOf } from "./support/page";
import { bodyIn, cookieOf, handlerOf, loadContext, locationIn, statusIn, visit } from "./support/routes";

const use = "Everybody may **use** the system for any purpose at all.[^1]\n\n[^1]: Without asking.";
const study = "- how it works\n- what it was made of";
const importPage = "drafts/manage.draft.import.tsx";

let db: TestDb;
let s: Scenario;
let ids: ClauseId[];
let working: DraftRow;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  ids = (await firstVersion(s, use, study)).clauses;
  working = await begun(s, "0.2");
  await importDraft(s.deps, s.organizer, working, { markdown: "Nothing of it." }, new Map());
});
afterAll(() => db.close());

const asked = (more: Record<string, string> = {}) => ({
  deps: s.deps,
  params: { process: s.process.slug, draft: "0.1", ...more },
});
const take = async (file: string, more: Record<string, string> = {}) =>
  (await visit("drafts/draft.text.ts", "loader", asked({ file, ...more }))).is;
const bytesOf = async (file: string) => new Uint8Array(await ((await take(file)) as Response).arrayBuffer());
const textOf = async (file: string, more: Record<string, string> = {}) =>
  ((await take(file, more)) as Response).text();

async function upload(bytes: Uint8Array, more: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, text] of Object.entries({ intent: "read", markdown: "", ...more })) form.set(name, text);
  form.append("document", new File([Uint8Array.from(bytes)], "draft.docx"));
  const headers = await cookieOf(s.deps, s.organizer);
  const request = new Request(`${s.deps.settings.origin}/p/x`, { method: "POST", headers, body: form });
  const run = await handlerOf(importPage, "action");
  const params = { process: s.process.slug, draft: "0.2" };
  return { thrown: false, is: await run({ request, params, context: loadContext(s.deps) }) };
}

describe("A version", () => {
  test.each(["draft.docx", "draft.html"])(
    "that is taken out as %s comes back in with its clauses",
    async (file) => {
      const read = await upload(await bytesOf(file));
      expect(statusIn(read)).toBe(200);
      expect(await bodyIn(read)).toMatchObject({
        matches: [
          { clause: ids[0], body: use, sureness: "same" },
          { clause: ids[1], body: study, sureness: "same" },
        ],
      });
    },
  );

  test("is shown beside what it was before anything is stored, and divided where that is wanted", async () => {
    const page = { deps: s.deps, person: s.organizer, params: { process: s.process.slug, draft: "0.2" } };
    const edited = use.replace("any purpose", "any good purpose").split("\n")[0];
    const markdown = `## Freedoms\n\n### Using it\n\n${edited}\n\n- and sharing it`;
    const form = { intent: "read", markdown, divides: "yes" };
    const answer = await visit(importPage, "action", { ...page, form });
    expect(await bodyIn(answer)).toMatchObject({
      matches: [
        { kind: "section", heading: "Freedoms", clause: null },
        { heading: "Using it", clause: ids[0], old: { body: use }, sureness: "likely" },
        { body: "and sharing it", clause: null },
      ],
    });
    const html = await pageOf(importPage, page, answer);
    for (const words of [
      edited,
      "any purpose at all",
      "probably the same clause",
      'name="divides" value="yes"',
    ])
      expect(html).toContain(words);
    // The other clause ends, and its words stand in a list that says so.
    expect(html).toMatch(/clauses? ends? here[\s\S]*how it works/);
    const known = await clauseRows(db.db, working.id);
    expect(known.map(({ body }) => body)).toEqual(["Nothing of it."]);
  });

  test("is not read from what is no document; what was typed stays", async () => {
    const read = await upload(strToU8("PK\u0003\u0004 and nothing more"), { markdown: "Typed." });
    expect(statusIn(read)).toBe(400);
    expect(await bodyIn(read)).toMatchObject({
      error: { code: "invalid", fields: { document: "errors:field.notDocument" } },
      markdown: "Typed.",
    });
  });

  test("is cited as a whole and clause by clause", async () => {
    expect(await textOf("citation.bib")).toMatch(/^@misc\{[^,]+,\n {2}title = /);
    const clause = ids[0] as string;
    const [item] = JSON.parse(await textOf("citation.json", { clause }));
    expect(item.URL).toBe(`${s.deps.settings.origin}/p/${s.process.slug}/c/${clauseCode(clause)}/0.1`);
    expect(
      statusIn(await visit("drafts/draft.text.ts", "loader", asked({ file: "citation.bib", clause: "x" }))),
    ).toBe(404);
  });
});

describe("A short address", () => {
  const follow = async (code: string, more: Record<string, string> = {}) =>
    visit("drafts/clause.short.ts", "loader", {
      deps: s.deps,
      params: { process: s.process.slug, code, ...more },
    });

  test("leads to the clause in the newest version that is out, and with a version and a passage to that", async () => {
    const code = clauseCode(ids[0] as string);
    const at = `/p/${s.process.slug}/drafts/0.1/clauses/${ids[0]}`;
    expect(locationIn(await follow(code))).toMatch(new RegExp(`${at}$`));
    const marked = await follow(code, { version: "0.1", passage: "10-19" });
    expect(locationIn(marked)).toMatch(new RegExp(`${at}\\?from=10&to=19$`));
    const page = await pageOf("discussion/clause.tsx", {
      ...asked({ clause: ids[0] as string }),
      search: "?from=10&to=19",
    });
    expect(page).toMatch(/<mark[^>]*>may /);
  });

  test("leads nowhere for what is not out, or was never there", async () => {
    const code = clauseCode(ids[0] as string);
    for (const answer of [
      await follow(code, { version: "0.2" }),
      await follow("0000000000"),
      await follow(code, { version: "0.1", passage: "9-3" }),
    ])
      expect(statusIn(answer)).toBe(404);
  });
});
