import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAsked } from "~/features/search/domain/asked";
import { passageOf } from "~/features/search/domain/passage";

const said = (text: string) =>
  readAsked(text).map((terms) =>
    terms.map(({ words, isExact, isNot }) => `${isNot ? "not " : ""}${isExact ? `"${words}"` : words}`),
  );

describe("What somebody asks for", () => {
  test.each([
    ["open code", [["open", "code"]]],
    ['"open code" -shut', [['"open code"', "not shut"]]],
    ['-"open code" or x', [['not "open code"'], ["x"]]],
    ["open-source", [["open-source"]]],
    ["AT&T don't", [["AT&T", "don't"]]],
    ['"never closed', [['"never closed"']]],
    ["--", []],
    ["-".repeat(200), []],
    ["or", []],
    ["or a or", [["a"]]],
    ["", []],
  ])("as %s is read as %j", (text, wanted) => {
    expect(said(text)).toEqual(wanted);
  });

  test("is bounded", () => {
    expect(readAsked("a ".repeat(100)).flat()).toHaveLength(24);
  });
});

test("A passage says what its text says, whatever is marked", () => {
  const some = fc.constantFrom("open", "source", "-", " ", "人工", "é", "\n", "…", "'", "🌱", "x".repeat(30));
  fc.assert(
    fc.property(fc.array(some, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      const marked = { words: new Set(["open"]), joined: new Set(["open-source"]), runs: ["人", "人工"] };
      const pieces = passageOf(text, marked);
      expect(pieces.length % 2).toBe(1);
      if (text.length <= 200) expect(pieces.join("")).toBe(text);
      else for (const piece of pieces.join("").split(" … ")) expect(text).toContain(piece);
      for (const [at, piece] of pieces.entries())
        if (at % 2 === 1) expect(["open", "open-source", "人", "人工"]).toContain(piece);
      if (/(?<![\p{L}\p{N}])open(?![\p{L}\p{N}])/u.test(text)) expect(pieces.length).toBeGreaterThan(1);
    }),
  );
});
