import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, blocksOf, wordsOfBlock } from "~/features/drafts/domain/files/blocks";
import { asBibtex, asCsl, type Cited } from "~/features/drafts/domain/files/citation";
import { comparedDocument, documentOf } from "~/features/drafts/domain/files/document";
import { asPage } from "~/features/drafts/domain/files/page";
import { type TrackedBlock, trackedBlocks } from "~/features/drafts/domain/files/tracked";
import { clauseCode, isClauseCode, readSpan, shortPath } from "~/features/drafts/domain/shortLink";

const piece = fc.constantFrom(
  "The **system** may be used for any purpose.[^1]\n\n[^1]: Without *asking* anyone.",
  "The system can be used for any purpose, ~~never~~ always.",
  "- one\n- two\n  - three\n\n1. first\n2. second",
  "- one\n- four\n- two",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "| a | b |\n|---|---|\n| 1 | 3 |\n| 5 | 6 |",
  "> quoted\n> twice\n\n```js\ncode\n```",
  "[words](https://a.example) and <b>no markup</b>",
  "لا يضيع شيء في النص.",
);
const text = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join("\n\n"));

/** What a reader has who takes all changes, or refuses them. */
function read(blocks: readonly TrackedBlock[], refused: "added" | "removed"): string[] {
  return blocks
    .filter(({ mark }) => mark !== refused)
    .map(({ runs }) => wordsOfBlock({ runs: runs.filter(({ mark }) => mark !== refused) }));
}

describe("Tracked changes", () => {
  test("give the new text to who takes all of them, and the old one to who refuses all", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [old, now] = [blocksOf(before), blocksOf(after)];
        const tracked = trackedBlocks(old, now);
        expect(read(tracked, "removed")).toEqual(now.map(wordsOfBlock));
        expect(read(tracked, "added").sort()).toEqual(old.map(wordsOfBlock).sort());
      }),
    );
  });

  test("keep how words are set, on both sides", () => {
    const tracked = trackedBlocks(blocksOf("It **may** be used."), blocksOf("It *can* be used."));
    expect(tracked[0]?.runs.filter(({ mark }) => mark !== "kept")).toEqual([
      { text: "may", bold: true, mark: "removed" },
      { text: "can", italic: true, mark: "added" },
    ]);
  });

  test("of two versions name each clause where it stands now", () => {
    const clause = (id: string, heading: string, body: string) =>
      ({ id, kind: "definition", heading, body }) as const;
    const sides = {
      before: [clause("a".repeat(36), "One", "It may be used."), clause("b".repeat(36), "Two", "Gone.")],
      after: [clause("c".repeat(36), "New", "Come."), clause("a".repeat(36), "One", "It can be used.")],
    };
    const places = [
      { from: [], to: [0] },
      { from: [0], to: [1] },
      { from: [1], to: [] },
    ];
    const place = { origin: "https://a.example", slug: "open", label: "0.2", oldLabel: "0.1" };
    const blocks = comparedDocument(sides, places, place);
    expect(read(blocks, "removed")).toEqual(["0.1 New", "Come.", "0.2 One", "It can be used."]);
    expect(read(blocks, "added")).toEqual(["0.2 One", "It may be used.", "0.2 Two", "Gone."]);
  });
});

describe("A version as a page", () => {
  const clauses = [
    { id: "0".repeat(36), kind: "section", heading: "Freedoms", body: "" },
    {
      id: "1".repeat(36),
      kind: "definition",
      heading: "",
      body: "Use <i>it</i>.\n\n- one\n  - two\n\n| a |\n|---|\n| 1 |",
    },
  ] as const;
  const page = (language: string) =>
    asPage(documentOf(clauses, { origin: "https://a.example", slug: "open", label: "1.0" }), {
      title: "A & B",
      language,
      facts: ["https://a.example/p/x", "2026-01-01"],
    });

  test("has every clause with its lasting address, and nothing that somebody wrote as markup", () => {
    const html = page("en");
    expect(html).toContain('<a href="https://a.example/p/open/c/1111111111/1.0">1.1</a>');
    expect(html).toContain("Use &lt;i&gt;it&lt;/i&gt;.");
    expect(html).toContain("<ul>\n<li>one\n<ul>\n<li>two\n</li></ul>\n</li></ul>");
    expect(html).toContain("<table><tr><th>a</th></tr><tr><td>1</td></tr></table>");
    expect(html).not.toMatch(/<script|<link|<img/);
  });

  test("is mirrored in a language that is", () => expect(page("ar")).toContain('<html lang="ar" dir="rtl">'));
});

describe("A citation", () => {
  const cited: Cited = {
    title: "Öffentliche {Modelle} & mehr",
    version: "1.1",
    publisher: "Öffentliche {Modelle} & mehr",
    clause: "1.2 Use",
    publishedOn: "2026-03-09",
    url: "https://a.example/p/open/c/0123456789/1.1",
    language: "de",
    textHash: "ab12",
  };

  test("is an entry of BibTeX whose signs do nothing", () => {
    expect(asBibtex(cited)).toBe(`@misc{open-c-0123456789-1.1,
  title = {{Öffentliche \\{Modelle\\} \\& mehr, 1.1, 1.2 Use}},
  author = {{Öffentliche \\{Modelle\\} \\& mehr}},
  year = {2026},
  month = {3},
  version = {1.1},
  language = {de},
  note = {SHA-256 ab12},
  url = {https://a.example/p/open/c/0123456789/1.1}
}
`);
  });

  test("is an item of CSL JSON", () => {
    expect(JSON.parse(asCsl({ ...cited, clause: null }))).toMatchObject([
      { type: "standard", URL: cited.url, issued: { "date-parts": [[2026, 3, 9]] }, version: "1.1" },
    ]);
  });
});

describe("A short address", () => {
  test("names a clause, its version and a passage", () => {
    const id = "3f0c9a52-1111-4222-8333-0123456789ab";
    expect(shortPath("open", id, "1.1", { start: 3, end: 9 })).toBe("/p/open/c/23456789ab/1.1/3-9");
    expect(isClauseCode(clauseCode(id))).toBe(true);
    expect(isClauseCode("23456789a%")).toBe(false);
  });

  test("names no passage that ends before it begins", () => {
    expect(readSpan("3-9")).toEqual({ start: 3, end: 9 });
    expect([readSpan("9-3"), readSpan("3-3"), readSpan("3"), readSpan(undefined)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

test("Blocks have everything that was written", () => {
  const blocks: readonly Block[] = blocksOf(
    "A\nB\\\nC\n\n- [x] done\n\n1. one\n\n   more\n\n---\n\n[a]: https://a.example\n\nSee [b] and [c](x.html).\n\n[b]: https://b.example 'a title'",
  );
  expect(blocks.map(({ kind, level, runs }) => [kind, level, wordsOfBlock({ runs })])).toEqual([
    ["paragraph", 0, "A B\nC"],
    ["bullet", 0, "☑ done"],
    ["number", 0, "one"],
    ["paragraph", 1, "more"],
    ["rule", 0, ""],
    ["paragraph", 0, "a: https://a.example"],
    ["paragraph", 0, "See b (a title) and c (x.html)."],
  ]);
  expect(blocks.at(-1)?.runs[1]).toEqual({ text: "b", link: "https://b.example" });
});
