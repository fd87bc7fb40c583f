import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placed } from "~/kernel/text/markdown/html";
import { comparison, differInForm, type Mark, sides, withMarks } from "~/kernel/text/markdown/marked";
import { laidOut } from "./laidOut";

const renderMarkdown = (source: string, { prefix = "", marks = [] as Mark[] } = {}) =>
  placed(withMarks(laidOut(source, "clause"), marks), prefix);
const plainText = (source: string) => laidOut(source, "clause").plain;
const renderComparison = (before: string, after: string) =>
  comparison(laidOut(before, "clause"), laidOut(after, "clause"));
const renderSides = (before: string, after: string) =>
  sides(laidOut(before, "clause"), laidOut(after, "clause"));

/** What a reader sees of rendered HTML; enough of a parser for what the renderer writes. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

const attacks = [
  '<img src=x onerror="alert(1)">',
  "<script>alert(1)</script>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "![x](data:image/svg+xml;base64,PHN2Zz4=)",
  "![x](https://evil.example/track.gif)",
  '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)">',
  "<a href='javascript:alert(1)'>x</a>",
  "<iframe src=//evil.example></iframe>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  '"><img src=x onerror=alert(1)>',
  "[x]: javascript:alert(1)\n\n[x]",
  '<https://a.example/"onmouseover="alert(1)>',
  "[^1]\n\n[^1]: <b onclick=alert(1)>n</b>",
  "<details open ontoggle=alert(1)>",
  "[x](vbscript:x)",
  '<style>*{background:url("//evil.example")}</style>',
  "<form action=//evil.example><input type=submit></form>",
];

/** Tags with their attributes, as a browser would read them. */
const tagsIn = (html: string) => html.match(/<[a-z][^>]*>/gi) ?? [];

function expectInert(html: string) {
  for (const tag of tagsIn(html)) {
    expect(tag).not.toMatch(
      /^<(script|img|svg|iframe|style|form|input|object|embed|link|meta|base|details)\b/i,
    );
    expect(tag).not.toMatch(/\son\w+\s*=|\sstyle\s*=|\ssrc\s*=/i);
    expect(tag).not.toMatch(/(href|xlink:href)\s*=\s*["']?\s*(javascript|data|vbscript):/i);
  }
}

describe("rendered Markdown", () => {
  it.each(attacks)("runs and fetches nothing: %s", (attack) => {
    for (const text of [
      attack,
      `A paragraph with ${attack} in it.`,
      `- ${attack}\n- b`,
      `> ${attack}`,
      `|${attack}|b|\n|-|-|\n|1|${attack}|`,
    ])
      expectInert(renderMarkdown(text));
  });

  it("runs and fetches nothing, however attacks are joined", () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks),
      fc.constantFrom("<", ">", '"', "`", "](", "![", "\n\n", "- ", "&lt;", "\\"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) =>
        expectInert(renderMarkdown(pieces.join(""))),
      ),
    );
  });

  it("keeps lists, tables, links and footnotes", () => {
    const html = renderMarkdown(
      "- a\n- b\n\n|x|y|\n|-|-|\n|1|2|\n\n[l](https://a.example)[^n]\n\n[^n]: Note.",
      { prefix: "p-" },
    );
    expect(html).toContain("<ul>");
    expect(html).toContain('<table tabindex="0">');
    expect(html).toContain('href="https://a.example"');
    expect(html).toContain('href="#p-n-fn-n"');
    expect(html).toContain('id="p-n-fn-n"');
  });

  it("has no headings of its own: the page has its outline", () => {
    expect(renderMarkdown("# Big\n\n## Small")).not.toMatch(/<h\d/);
  });

  it("says as text what boxes and images say", () => {
    expect(plainText("- [x] done\n- [ ] open\n\n![a picture](https://a.example/p.png)")).toMatch(
      /☑ done[\s\S]*☐ open[\s\S]*a picture/,
    );
  });

  it("has exactly the plain text that anchors count in", () => {
    const line = fc.constantFrom(
      "plain words",
      "**bold** and *slanted*",
      "- item\n- other",
      "`code` & <b>raw</b>",
      "a[^1]\n\n[^1]: note",
      "> said",
      "1 < 2 & 3",
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const source = lines.join("\n\n");
        expect(textOf(renderMarkdown(source))).toBe(plainText(source));
      }),
    );
  });

  it("marks a passage across emphasis, and changes nothing else", () => {
    const source = "The **old data** is here.";
    const html = renderMarkdown(source, { marks: [{ start: 4, end: 14, tag: "mark", id: "k" }] });
    expect(html).toBe(
      '<p>The <strong><mark data-comment="k">old data</mark></strong><mark data-comment="k"> i</mark>s here.</p>',
    );
  });

  it("marks passages that overlap", () => {
    const marks = [
      { start: 0, end: 5, tag: "mark" as const, id: "a" },
      { start: 3, end: 8, tag: "mark" as const, id: "b" },
    ];
    expect(textOf(renderMarkdown("some words here", { marks }))).toBe("some words here");
  });
});

describe("a rendered comparison", () => {
  const words = fc.array(
    fc.constantFrom("open", "data", "**code**", "*may*", "use,", "it.", "\n\n", "- list "),
    { maxLength: 20 },
  );
  const source = words.map((list) => list.join(" ").trim());

  it("holds both texts: without what came in the old one, without what went out the new one", () => {
    fc.assert(
      fc.property(source, source, (before, after) => {
        const html = renderComparison(before, after);
        const squeezed = (text: string) => text.replace(/\s+/g, "");
        const now = textOf(html.replace(/<del>[\s\S]*?<\/del>/g, ""));
        const was = textOf(html.replace(/<ins>[\s\S]*?<\/ins>/g, ""));
        expect(squeezed(now)).toBe(squeezed(plainText(after)));
        expect(squeezed(was)).toBe(squeezed(plainText(before)));
      }),
    );
  });

  it("marks words inside what they stand in", () => {
    expect(renderComparison("The **old** data", "The **new** data")).toBe(
      "<p>The <strong><del>old</del><ins>new</ins></strong> data</p>",
    );
  });

  it("shows each side by itself in two columns", () => {
    expect(renderSides("one two", "one three")).toEqual({
      old: "<p>one <del>two</del></p>",
      now: "<p>one <ins>three</ins></p>",
    });
  });
});

describe("A link that leads elsewhere", () => {
  const before = "See [the page](https://a.example/1) and [mail](mailto:a@b.example).";
  const after = "See [the page](https://a.example/2) and [mail](mailto:a@b.example).";

  it("is a change although the words are the same, with both addresses", () => {
    expect(renderComparison(before, after)).toContain(
      '<a href="https://a.example/2" rel="nofollow noopener ugc">the page</a> (https://a.example/<del>1</del><ins>2</ins>) and',
    );
    expect(differInForm(laidOut(before, "clause"), laidOut(after, "clause"))).toBe(false);
    expect(renderSides(before, after).old).toContain("<del>1</del>");
  });

  it("is a change when links change places, come or go", () => {
    const html = renderComparison("[a](https://one.example)", "a");
    expect(html).toContain("<del>");
    expect(html).toContain("one");
    expect(
      renderComparison("[a](/1) [b](/2)", "[a](/2) [b](/1)").match(/<ins>/g)?.length,
    ).toBeGreaterThanOrEqual(2);
  });

  it("leaves other changes of form what they are", () => {
    expect(differInForm(laidOut("*a* b", "clause"), laidOut("a **b**", "clause"))).toBe(true);
  });
});
