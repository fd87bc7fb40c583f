import fc from "fast-check";
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { escapeMarkdown } from "~/features/endorsements/domain/appendix";
import { escapeHtml } from "~/kernel/text/markup";

const marks = fc.string({
  unit: fc.constantFrom(..."*_[]()<>|#`~\\!&-+.=:@/ ab1\n\"'$^{}", "+@b.b", "www.a.b", "https://a.b/"),
  maxLength: 40,
});

describe("a name in Markdown", () => {
  // Readers that link addresses do so in text that is read already: no mark before them prevents it.
  test("is read back as it was, and as nothing but text and links to the addresses that it shows", () => {
    fc.assert(
      fc.property(marks, (name) => {
        const wanted = name.replace(/\s+/g, " ");
        const tree = unified()
          .use(remarkParse)
          .use(remarkGfm)
          .parse(`- **x**, ${escapeMarkdown(name)}|`);
        const kinds = new Set<string>();
        visit(tree, (node) => {
          if (node.type === "link")
            expect(node.url.replace(/^(mailto:|http:\/\/)/, "")).toBe(textOf(node).replace(/^http:\/\//, ""));
          else kinds.add(node.type);
        });
        expect([...kinds].sort()).toEqual(["list", "listItem", "paragraph", "root", "strong", "text"]);
        expect(textOf(tree)).toBe(`x, ${wanted}|`);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a name in HTML", () => {
  test("opens no tag, ends no attribute and begins no entity", () => {
    fc.assert(
      fc.property(marks, (name) => {
        const escaped = escapeHtml(name);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
      }),
    );
  });
});
