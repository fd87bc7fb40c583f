import fc from "fast-check";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Clause } from "~/features/drafts/domain/clause";
import { draftAsMarkdown } from "~/features/drafts/domain/draftFile";
import { blocksOf } from "~/features/drafts/domain/files/blocks";
import { htmlAsMarkdown } from "~/features/drafts/domain/import/html";
import { matchImport } from "~/features/drafts/domain/import/match";
import { readMarkdown } from "~/features/drafts/domain/readMarkdown";
import {
  makeComparison,
  makeDocument,
  makePage,
} from "~/features/drafts/services/inner/files/fileTasks.server";
import { documentAsMarkdown } from "~/features/drafts/services/inner/files/toMarkdown.server";
import { refusal, value } from "~tests/support/scenario";

const place = { origin: "https://a.example", slug: "open", label: "1.0" };
const docxHead = {
  title: "Öffentliche & freie Systeme 1.0",
  language: "en",
  revised: { author: "A process", at: new Date("2026-03-09T12:00:00Z") },
};

type Filed = Pick<Clause, "id" | "kind" | "heading" | "body">;
const idAt = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const clauseAt = (at: number, heading: string, body: string, kind: Clause["kind"] = "definition"): Filed => ({
  id: idAt(at),
  kind,
  heading,
  body,
});

const piece = fc.constantFrom(
  "The **system** may be used for any *purpose*.[^1]\n\n[^1]: Without *asking* anyone.\n\n    Nor paying.",
  "Shared with others.[^a] Also[^note].\n\n[^a]: Changed or not.\n[^note]: For any purpose.",
  "It ***must*** be ~~free~~ `open_source`, and [linked **well**](https://b.example/x?y=1&z=(2)).",
  "- one\n- two\n  - three\n  - four\n\n    with more\n- five\n\n1. first\n2. second\n   1. inner",
  "- [x] done\n- [ ] to do",
  "| a | **b** c |\n|---|---|\n| 1 | 2 \\| 3 |\n| `x` | |",
  "> quoted\n>\n> twice",
  "```\ncode [^1]\n\n# no heading\n```",
  "### A heading in the text\n\nand words below it",
  "A <weights> file under 10% a<b, *not* _marked_ 2 * 3 and # or 1. or &amp;.",
  "A line\\\nbroken, and a [place](/p/open/rules).",
  "***",
  "لا يضيع شيء في النص، ولا **كلمة** واحدة.",
  "系统可以用于任何目的。",
);
const clauses = fc
  .array(
    fc.record({
      isSection: fc.boolean(),
      heading: fc.constantFrom("", "The freedoms", "*Scope* # and #more", "1. Terms", "& <more>"),
      body: fc.array(piece, { maxLength: 3 }).map((parts) => parts.join("\n\n")),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) =>
    all.map(({ isSection, heading, body }, at) =>
      clauseAt(at + 1, heading, isSection ? "" : body, isSection ? "section" : "definition"),
    ),
  );

/** What of a text does not depend on how its Markdown is written. */
function shapeOf(body: string) {
  const lists = new Map<number, number>();
  return blocksOf(body, { origin: place.origin }).map(({ list, cell, ...block }) => ({
    ...block,
    ...(list === undefined ? {} : { list: lists.get(list) ?? lists.set(list, lists.size).size - 1 }),
    ...(cell ? { cell: { ...cell, table: 0 } } : {}),
  }));
}
const shapesOf = (all: readonly { kind: string; heading: string; body: string }[]) =>
  all.map(({ kind, heading, body }) => [kind === "section", heading, shapeOf(body)]);

describe("A version that was taken out", () => {
  test("as a document of a word processor has the same clauses when it is read in again", async () => {
    await fc.assert(
      fc.asyncProperty(clauses, async (all) => {
        const bytes = await makeDocument.run({ clauses: all, place, head: docxHead }, none());
        const markdown = value(await documentAsMarkdown(bytes));
        expect(shapesOf(readMarkdown(markdown))).toEqual(shapesOf(all));
      }),
      // Two lines across, one after the other, are two.
      { numRuns: 12, examples: [[[clauseAt(1, "", "***\n\n***"), clauseAt(2, "", "Words.")]]] },
    );
  });

  test("as HTML too", async () => {
    await fc.assert(
      fc.asyncProperty(clauses, async (all) => {
        const head = {
          title: "A definition",
          language: "en",
          facts: ["https://a.example/p/open/drafts/1.0"],
        };
        const markdown = await htmlAsMarkdown(
          String(await makePage.run({ clauses: all, place, head }, none())),
        );
        expect(shapesOf(readMarkdown(markdown))).toEqual(shapesOf(all));
      }),
      { numRuns: 20 },
    );
  });

  test("goes on in its own clauses, however they were edited, moved or copied elsewhere", async () => {
    const all = [
      clauseAt(1, "Use", "For any purpose."),
      clauseAt(2, "", "Study it."),
      clauseAt(3, "", "Share it."),
    ];
    const edited = [
      { ...all[2], body: "Nothing of what it said." },
      { ...all[0], body: "For any purpose." },
      { ...all[0], body: "For any purpose." },
    ] as Filed[];
    const bytes = await makeDocument.run({ clauses: edited, place, head: docxHead }, none());
    const known = all.map((one) => ({ ...one, stability: "likely" as const, origins: [] }));
    const matches = value(matchImport(known, value(await documentAsMarkdown(bytes))));
    expect(matches.map(({ clause }) => clause)).toEqual([idAt(3), idAt(1), null]);
  });

  test("as Markdown with its lasting addresses is the same text again", () => {
    fc.assert(
      fc.property(clauses, (all) => {
        const links = {
          version: "https://a.example/p/open/drafts/1.0",
          clauseOf: (at: number) => `https://a.example/p/open/c/000000000${at}/1.0`,
        };
        const read = readMarkdown(draftAsMarkdown("A definition", all, links));
        expect(read.map(({ heading, body }) => ({ heading, body }))).toEqual(
          all.map(({ heading, body }) => ({ heading, body })),
        );
        expect(read.map(({ code }) => code)).toEqual(all.map((_, at) => `000000000${at}`));
      }),
    );
  });

  test("and compared with another gives the new text to who takes all changes", async () => {
    const before = [clauseAt(1, "Use", "It may be used.\n\n- one\n- two"), clauseAt(2, "", "Gone for good.")];
    const after = [
      clauseAt(3, "New", "Come.[^1]\n\n[^1]: Anew."),
      clauseAt(1, "Use", "It can be used.\n\n- one\n- other"),
    ];
    const bytes = await makeComparison.run(
      {
        sides: { before, after },
        changes: [
          { from: [], to: [0] },
          { from: [0], to: [1] },
          { from: [1], to: [] },
        ],
        place: { ...place, oldLabel: "0.9" },
        head: docxHead,
      },
      none(),
    );
    const xml = new TextDecoder().decode(unzipSync(bytes)["word/document.xml"]);
    expect(xml).toMatch(/<w:del [^>]*w:author="A process"[^>]*>/);
    expect(xml).toMatch(/<w:ins [^>]*w:date="2026-03-09T12:00:00/);
    const read = readMarkdown(value(await documentAsMarkdown(bytes)));
    expect(shapesOf(read)).toEqual(shapesOf(after));
  });
});

describe("A document of another program", () => {
  const html = (body: string) => documentAsMarkdown(strToU8(`<!doctype html><title>T</title>${body}`));

  test("is read with its headings, lists, tables, links and notes, and nothing of it runs", async () => {
    const read = await html(
      `<h1>A title</h1><script>alert(1)</script><style>p{}</style><p onclick="x()">Use <b>it</b>.<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>
       <p><a href="javascript:alert(1)">Here</a> <img src="https://spy.example/x.png" alt="A picture"></p>
       <ul><li>☑ done</li></ul><ol><li id="fn-1"><p>A note. <a href="#fnref-1">↑</a></p></li></ol>`,
    );
    expect(value(read)).toBe(
      "# A title\n\nUse **it**.[^1]\n\n[Here](javascript:alert\\(1\\)) A picture\n\n- [x] done\n\n[^1]: A note.\n",
    );
  });

  test("keeps a sign that refers to nothing as a word", async () => {
    expect(value(await html('<p>Two<sup class="note-sign">2</sup> and 10<sup>3</sup></p>'))).toBe(
      "Two2 and 103\n",
    );
  });

  const none = "errors:field.notDocument";
  const large = "errors:field.documentTooLarge";
  const document = (xml: string | Uint8Array, more: Record<string, Uint8Array> = {}) => {
    const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
    const rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
    return zipSync({
      "[Content_Types].xml": strToU8(types),
      "_rels/.rels": strToU8(rels),
      "word/document.xml": typeof xml === "string" ? strToU8(xml) : xml,
      ...more,
    });
  };
  const body = (inner: string, head = "") =>
    `<?xml version="1.0"?>${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`;
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

  test("that would keep the parser busy is refused at once: what sets letters and was never closed is begun anew in every block", async () => {
    const many = (count: number, of: (n: number) => string) =>
      Array.from({ length: count }, (_, n) => of(n)).join("");
    const begun = performance.now();
    for (const bomb of [
      many(1000, (n) => `<b id=${n}>`) + many(20_000, () => "<p>x"),
      many(50, (n) => `<i id=${n}>`) + many(20_000, () => "<p>x"),
      many(2000, () => "<a href=x>"),
    ])
      expect(refusal(await html(bomb))).toBe("invalid");
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(
      value(await html(`<p>${many(60, () => "<b>x</b> ")}</p>${many(300, () => "<p><i>y</i></p>")}`)),
    ).toContain("*y*");
  });

  test("is a plain one too", async () => {
    expect(value(await documentAsMarkdown(document(body(paragraph("Words.")))))).toBe("Words.\n");
  });

  const entities = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "${"b".repeat(1000)}">]>`;
  const many = (count: number, text: string) => Array.from({ length: count }, () => text).join("");
  const lying = () => {
    const bytes = document(body(paragraph("x".repeat(100_000))));
    // The length that the directory tells is made smaller, as who wants to be read twice would.
    const at = Buffer.from(bytes).lastIndexOf("word/document.xml") - 46 + 24;
    new DataView(bytes.buffer).setUint32(at, 40, true);
    return bytes;
  };
  test.each<[string, () => Uint8Array, string]>([
    ["has entities", () => document(body(paragraph("&a;"), entities)), none],
    ["is a bomb", () => document(new Uint8Array(20_000_000)), large],
    [
      "has a bomb beside its text",
      () => document(body(paragraph("x")), { "word/x.xml": new Uint8Array(17_000_000) }),
      large,
    ],
    ["says less of itself than it is", lying, none],
    ["has more elements than any text", () => document(body(many(410_000, "<w:p/>"))), large],
    [
      "is nested deeper than anybody writes",
      () => document(body(`${many(20_000, "<w:ins>")}${many(20_000, "</w:ins>")}`)),
      none,
    ],
    ["is cut off", () => document(body(paragraph("x"))).subarray(0, 300), none],
    ["is another archive", () => zipSync({ "a.txt": strToU8("x") }), none],
    ["is no text", () => Uint8Array.from([0xff, 0xfe, 0x00, 0x01]), none],
    ["is plain text", () => strToU8("Only words."), none],
    ["is HTML nested deeper than anybody writes", () => strToU8(`<html>${many(20_000, "<div>")}x`), none],
    ["is HTML of letters set and set again", () => strToU8(`<html>${many(20_000, "<b>")}x`), large],
    ["is HTML of more elements than any text", () => strToU8(`<html>${many(250_000, "<b>x</b>")}`), large],
  ])("is refused that %s", async (_, made, problem) => {
    expect(await documentAsMarkdown(made())).toEqual({
      ok: false,
      error: { code: "invalid", fields: { document: problem } },
    });
  });
});

async function* none() {}
