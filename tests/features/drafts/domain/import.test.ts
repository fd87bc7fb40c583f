import { describe, expect, test } from "vitest";
import type { Clause } from "~/features/drafts/domain/clause";
import { matchImport } from "~/features/drafts/domain/import/match";
import { dateInFront, withoutFrame } from "~/features/drafts/domain/import/source";
import { surenessOf } from "~/features/drafts/domain/import/sureness";
import { readMarkdown } from "~/features/drafts/domain/readMarkdown";
import { refusal, value } from "~tests/support/scenario";

describe("What an editor on the web puts around a text", () => {
  test.each([
    ["front matter", "---\ntitle: A\ntags:\n  - b\n---\n\nWords.", "Words."],
    ["front matter of Windows", "\uFEFF---\r\ntitle: A\r\n---\r\nWords.", "Words."],
    ["a table of contents and tags", "[TOC]\n\n###### tags: `a` `b`\n\nWords.", "Words."],
    ["boxes", ":::info\nWords.\n:::", "Words."],
    ["a note within a sentence", "Words^[a [note](x)].", "Words[^note1].\n\n[^note1]: a [note](x)"],
    [
      "notes beside one of that name",
      "A[^note1]^[b]\n\n[^note1]: c",
      "A[^note1][^note-1]\n\n[^note1]: c\n\n[^note-1]: b",
    ],
  ])("is no part of it: %s", (_, text, rest) => expect(withoutFrame(text).trim()).toBe(rest));

  test.each([
    ["a rule, a paragraph and another rule", "---\nOnly words here.\n\n---"],
    ["code", "```\n[TOC]\n:::info\n^[x]\n```"],
    ["a bracket that is never closed", "Words^[a"],
  ])("is not %s", (_, text) => expect(withoutFrame(text)).toBe(text));
});

describe("The day of a text", () => {
  test.each([
    ["its front matter gives", "---\ntitle: A\ndate: 2024-05-12\n---\nWords.", "2024-05-12"],
    ["its front matter gives with a time", '---\nDate: "2024/05/12T10:00:00Z"\n---\nWords.', "2024-05-12"],
    ["no calendar has", "---\ndate: 2024-02-30\n---\nWords.", null],
    ["is not said", "---\ntitle: A\n---\nWords.", null],
    ["stands in the text alone", "Words.\n\ndate: 2024-05-12", null],
  ])("%s", (_, text, day) => expect(dateInFront(text)).toBe(day));
});

describe("What stands under a deeper heading", () => {
  const text = "## S\n\n### H\n\nOne.\n\n- a\n- b\n\nTwo.\n\n### I\n\nThree.";
  test("is divided into clauses that can be voted on, where that is wanted", () => {
    expect(readMarkdown(text, { divides: true }).map(({ heading, body }) => [heading, body])).toEqual([
      ["S", ""],
      ["H", "One."],
      ["", "a"],
      ["", "b"],
      ["", "Two."],
      ["I", "Three."],
    ]);
  });
});

const clause = (at: number, body: string, heading = ""): Clause => ({
  id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
  kind: "definition",
  heading,
  body,
  stability: "likely",
  origins: [],
});

describe("A part of a text", () => {
  const freedoms = ["Use", "Study", "Modify", "Share"].map((word, at) =>
    clause(at, `**${word}** the system for any purpose and without having to ask for permission.`),
  );

  test("goes on in the clause that begins with the same bold words, wherever it stands and whatever follows", () => {
    const read = ["Share", "Use", "Study", "Modify"].map(
      (word) =>
        `**${word}** the system with or without changes, for any reason, and ask nobody for permission.`,
    );
    const matches = value(matchImport(freedoms, read.join("\n\n")));
    expect(matches.map(({ clause: id }) => Number(id?.slice(-1)))).toEqual([3, 0, 1, 2]);
  });

  test("that could be any of several goes on in the one that stands where it stands", () => {
    const same = "The same words stand in each of these clauses, but for one.";
    const known = [1, 2, 3, 4].map((at) => clause(at, `${same} Number ${at}${at}.`));
    const read = [1, 2, 3, 4].map((at) => `${same} Number ${at}${at}0.`);
    expect(
      value(matchImport(known, read.join("\n\n"))).map(({ clause: id }) => Number(id?.slice(-1))),
    ).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ["same", "It may be used for any purpose.", "It may be used for any purpose."],
    ["sure", "It may be used for any purpose.", "It may be used for any good purpose."],
    ["sure", "**Use** it as you like, alone or together.", "**Use** it as you like, at home and abroad."],
    ["likely", "It may be used for any purpose by all.", "It may be used for some purposes by all members."],
    ["unsure", "It may be used for any purpose.", "It is forbidden to use it for war."],
  ])("is %s where the words say so", (sureness, old, read) => {
    expect(surenessOf({ heading: "", body: read }, { heading: "", body: old })).toBe(sureness);
  });
});

describe("What is made to keep a parser busy", () => {
  const many = (text: string, count: number) => text.repeat(count);
  test.each([
    ["quotations within each other", many(">", 20_000)],
    ["lists within each other", Array.from({ length: 500 }, (_, n) => `${many(" ", 2 * n)}- a`).join("\n")],
    ["brackets that are never closed", many("[", 20_000)],
    ["notes within each other", many("^[", 500_000)],
    ["notes that begin again and again", many("^[a\n", 40_000)],
    ["emphasis that never ends", many("*a ", 20_000)],
    [
      "a table of more cells than anybody reads",
      `|${many("a|", 2000)}\n|${many("-|", 2000)}\n${many("|\n", 2000)}`,
    ],
    ["more lines than a book", many("a\n", 100_000)],
  ])("is refused before it is parsed: %s", (_, text) => {
    const begun = performance.now();
    expect(refusal(matchImport([], text))).toBe("text_too_heavy");
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test("and no long text that somebody wrote", () => {
    const section = `## A heading\n\nA paragraph with *words*, [a link](https://a.example) and a note.[^N]\n\n- one\n  - two\n\n`;
    const text = `${many(section, 400)}[^N]: Of this.\n`;
    const read = value(matchImport([], text));
    expect(read.length).toBeGreaterThan(400);
    expect(read[1]?.body).toContain("[^N]: Of this.");
  });
});
