import { describe, expect, it } from "vitest";
import { asTyped, isAsTyped } from "~/kernel/text/markdown/asTyped";
import { bounds, shownAsTyped } from "~/kernel/text/markdown/bounds";
import { render } from "~/kernel/text/markdown/html";

const r = (text: string, times: number) => text.repeat(times);
/** Names the bound and the line, or the number of characters that came out. */
function outcome(source: string) {
  const made = render(source, "message");
  return "html" in made ? made.html.length : `${made.of}, line ${made.line}`;
}

describe("A text that asks for too much", () => {
  it.each([
    [
      "a table of 1,900 rows and 1,000 columns",
      `${r("|", 1001)}\n${r("|-", 1000)}|\n${r("|\n", 1900)}`,
      "cells, line 1",
    ],
    ["quotations nested 2,000 deep", `Well.\n\n${r("> ", 2000)}x`, "nesting, line 3"],
    ["a list nested 1,000 deep", `${r("- ", 1000)}x`, "nesting, line 1"],
    [
      "a list nested by indentation",
      Array.from({ length: 140 }, (_, i) => `${r("  ", i)}- a`).join("\n"),
      "nesting, line 21",
    ],
    ["5,000 open brackets", r("[", 5000), "brackets, line 1"],
    ["10,000 signs that could open emphasis", r("*a ", 10_000), "signs, line 1"],
    ["images inside each other's words", `${r("![", 3000)}${r("](a)", 3000)}`, "brackets, line 1"],
    ["emphasis in emphasis", `${r("*a **b ", 40)}${r("b** a* ", 40)}`, "nesting, line 1"],
    ["more notes than a page can have", `${r("[^1] a\n\n", 1100)}[^1]: x`, "references, line 2001"],
    ["an address that ends in 3,300 references", `http://a.b/${r("&a;", 3300)}0`, "signs, line 1"],
    ["an address that ends in 10,000 marks", `write to a@b.example${r("!", 10_000)}x`, "signs, line 1"],
    ["lines without end", r("a\n", 10_000), "lines, line 2001"],
  ])("is refused with the bound and the line: %s", (_, source, expected) => {
    expect(outcome(source)).toBe(expected);
  });

  it("is refused for what its links would come to, not for how short it is", () => {
    expect(outcome(`[a]: https://a.example/${r("h", 5000)}\n\n${r("[a] ", 200)}`)).toBe("output, line 1");
  });

  it("is shown as it was typed, cut between characters, where it is stored already", () => {
    const shown = asTyped(`<b>${r("🙂", shownAsTyped * 2)}`);
    expect(isAsTyped(shown.html)).toBe(true);
    expect(shown.plain.isWellFormed()).toBe(true);
    expect(shown.plain.length).toBeGreaterThan(shownAsTyped - 2);
    expect(shown.html).toContain("&#x3C;b>🙂");
    expect(isAsTyped("<p>words</p>")).toBe(false);
  });
});

describe("A text within the bounds", () => {
  it.each([
    [
      "60,000 characters of minutes",
      r("Anna: we agreed on **three** points, see [the page](https://a.example).\n\n", 800),
    ],
    [
      "a table of 100 rows and 20 columns",
      `${r("|h", 20)}|\n${r("|-", 20)}|\n${r(`${r("|a", 20)}|\n`, 100)}`,
    ],
    ["quotations of quotations of quotations", `${r("> ", 8)}said\n\n${r("> ", 7)}answered`],
    ["a list of 400 points in three levels", r("- a\n  - b\n    - c\n", 134)],
    ["100 addresses with what they ask for", r("see https://a.example/b_c/d?e=f&g=h&i=j_k, ", 100)],
    ["an address before what somebody shouts", `https://a.example/${r("!", 300)} no${r("?", 300)}`],
    ["lines of dashes", r(`${r("- ", 40)}\n\n`, 20)],
  ])("is laid out: %s", (_, source) => {
    expect(outcome(source)).toBeTypeOf("number");
  });

  it("never makes more of a page than the bound says", () => {
    for (const source of [
      `${r("[^1] ", 400)}\n\n[^1]: x`,
      r("<", 60_000),
      r("* * *\n", 1900),
      r("a\n=\n", 900),
    ]) {
      const made = outcome(source);
      if (typeof made === "number") expect(made).toBeLessThanOrEqual(bounds.output);
    }
  });
});
