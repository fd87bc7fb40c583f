import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftAsMarkdown, readDraftFile } from "~/features/drafts/domain/draftFile";
import { readMarkdown } from "~/features/drafts/domain/readMarkdown";

/** Pieces of clauses as drafts have them, and some that a reader of Markdown could take for something else. */
const piece = fc.constantFrom(
  "The system may be used for any purpose.[^1]\n\n[^1]: Without asking anyone.",
  "Shared with others.[^1] Also[^note].\n\n[^1]: Changed or not.\n[^note]: For any purpose.",
  "- one\n- two\n  - three\n\n1. first\n2. second",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "### A heading in the text\n\nand words below it",
  "## Looks like a section",
  "> quoted\n> twice\n\n```\ncode [^1]\n\n# no heading\n```",
  "[link]: https://a.example\n\nSee [link].",
  "<!-- clause -->\n\nSomebody wrote the mark.",
  "A <weights> file under 10% a<b.",
  "[^c1-1] is no note here.",
  "***",
);
const clause = fc.record({
  kind: fc.constantFrom("section" as const, "definition" as const),
  heading: fc.constantFrom("", "The freedoms", "*Scope* # and #more", "1. Terms"),
  body: fc.array(piece, { maxLength: 3 }).map((parts) => parts.join("\n\n")),
});

describe("The file of a version", () => {
  test("is read in again as it was taken out, clause by clause", () => {
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 6 }), (clauses) => {
        const file = draftAsMarkdown("A definition 1.0", clauses);
        expect(readDraftFile(file)).toEqual(
          clauses.map(({ kind, heading, body }) => ({ isSection: kind === "section", heading, body })),
        );
        expect(readMarkdown(file)).toHaveLength(clauses.length);
      }),
    );
  });

  test("keeps the footnotes of its clauses apart", () => {
    const note = (words: string) => ({
      kind: "definition" as const,
      heading: "",
      body: `A[^1].\n\n[^1]: ${words}`,
    });
    const file = draftAsMarkdown("T", [note("One."), note("Two.")]);
    expect(file).toContain("[^c1-1]: One.");
    expect(file).toContain("[^c2-1]: Two.");
  });

  test("is no other text", () => {
    expect(readDraftFile("# A title\n\nWords.")).toBeNull();
    expect(readDraftFile("Words\n<!-- clause -->\nmore")).toBeNull();
  });
});
