import { describe, expect, it } from "vitest";
import { numberClauses } from "~/features/drafts/domain/clause";
import { draftAsMarkdown } from "~/features/drafts/domain/draftFile";
import { readMarkdown } from "~/features/drafts/domain/readMarkdown";

describe("reading Markdown as clauses", () => {
  it("makes sections of headings, clauses of paragraphs and list items", () => {
    const read = readMarkdown(
      "# Title\n\nBefore.\n\n## First\n\nA paragraph.\n\n- an item\n- another\n\n## Second\n\nLast.",
    );
    expect(read.map(({ kind, heading, body }) => [kind, heading || body])).toEqual([
      ["preamble", "Before."],
      ["section", "First"],
      ["definition", "A paragraph."],
      ["definition", "an item"],
      ["definition", "another"],
      ["section", "Second"],
      ["definition", "Last."],
    ]);
  });

  it("takes what stands under a deeper heading as one clause", () => {
    const read = readMarkdown("## S\n\n### H\n\nOne.\n\n- a\n- b\n\nTwo.\n\n### I\n\nThree.");
    expect(read).toEqual([
      { kind: "section", heading: "S", body: "" },
      { kind: "definition", heading: "H", body: "One.\n\n- a\n- b\n\nTwo." },
      { kind: "definition", heading: "I", body: "Three." },
    ]);
  });

  it("keeps a footnote with the clause that refers to it", () => {
    const [, clause, other] = readMarkdown("## S\n\nOne.[^a]\n\nTwo.\n\n[^a]: The note.");
    expect(clause?.body).toBe("One.[^a]\n\n[^a]: The note.");
    expect(other?.body).toBe("Two.");
  });

  it("reads a text without any heading, and an empty one", () => {
    expect(readMarkdown("One.\n\nTwo.")).toHaveLength(2);
    expect(readMarkdown("  \n\n")).toEqual([]);
  });

  it("reads back what it wrote", () => {
    const clauses = [
      { kind: "section" as const, heading: "What it means", body: "" },
      {
        kind: "definition" as const,
        heading: "The system",
        body: "It learns.[^1]\n\n- one\n- two\n\n[^1]: A note.",
      },
      { kind: "definition" as const, heading: "The model", body: "|a|b|\n|-|-|\n|1|2|" },
      { kind: "section" as const, heading: "What it asks for", body: "" },
      { kind: "definition" as const, heading: "Terms", body: "Open ones." },
    ];
    expect(readMarkdown(draftAsMarkdown("A definition", clauses))).toEqual(clauses);
  });
});

it("numbers clauses within their sections", () => {
  const kinds = ["preamble", "section", "definition", "definition", "section", "requirement"] as const;
  expect(numberClauses(kinds.map((kind) => ({ kind })))).toEqual(["0.1", "1", "1.1", "1.2", "2", "2.1"]);
});
