import type { Root } from "hast";
import { toString as textIn } from "hast-util-to-string";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import { bounds, type Excess, TooMuch, tooMuch } from "./bounds";
import { scan } from "./scan";
import type { Kind } from "./syntax";
import { treeOf } from "./tree";

/** Grows with every change of what a source becomes: what an earlier one stored is made anew. */
export const rendererVersion = 1;

/** A text as a page shows it. */
export type Rendered = {
  /** HTML in which nothing can run and nothing is fetched. Ids have a sign in the place of the page's prefix. */
  readonly html: string;
  /** The characters that a reader sees; anchors count in them. */
  readonly plain: string;
};

/** A noncharacter: neither typed nor written as an entity can it come into a text. */
const prefixSign = "\uFDD0";

const withoutTags = new Set(["img", "input", "h1", "h2", "h3", "h4", "h5", "h6"]);
const schema = {
  ...defaultSchema,
  // Ids come from footnotes alone, already with a prefix of ours.
  clobberPrefix: "",
  tagNames: defaultSchema.tagNames?.filter((tag) => !withoutTags.has(tag)) ?? [],
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto"] },
};
const toHtml = unified()
  .use(remarkRehype, {
    clobberPrefix: `${prefixSign}n-`,
    footnoteLabelTagName: "p",
    footnoteBackLabel: () => "↩",
  })
  .use(rehypeSanitize, schema);
const stringifier = unified().use(rehypeStringify);

/**
 * Lays a text out, or says which bound it breaks, and where. Takes a fraction of a second at most, whatever the
 * text: what would take longer is refused before it is parsed.
 */
export function render(source: string, kind: Kind): Rendered | Excess {
  try {
    return laidOut(source, kind);
  } catch (error) {
    if (error instanceof TooMuch) return error.excess;
    throw error;
  }
}

function laidOut(source: string, kind: Kind): Rendered {
  scan(source);
  const tree = toHtml.runSync(treeOf(source.replaceAll(prefixSign, "\uFFFD"), kind)) as Root;
  settle(tree);
  const plain = textIn(tree);
  if (plain.length > bounds.output) tooMuch("output", 1);
  const html = stringifier.stringify(tree);
  if (html.length > bounds.output) tooMuch("output", 1);
  return { html, plain };
}

/** The HTML for a place on a page: `prefix` keeps the ids of its footnotes apart from those of other texts. */
export const placed = (html: string, prefix: string): string => html.replaceAll(prefixSign, prefix);

function settle(tree: Root): void {
  visit(tree, "element", (node, index, parent) => {
    if (node.tagName === "a" && !node.properties.dataFootnoteRef && !node.properties.dataFootnoteBackref)
      node.properties.rel = ["nofollow", "noopener", "ugc"];
    // A wide table scrolls by itself; whoever uses a keyboard must reach it.
    if (node.tagName === "table") node.properties.tabIndex = 0;
    if (node.tagName === "a") delete node.properties.ariaDescribedBy;
    // The label of footnotes is in English, and not part of the text.
    if (String(node.properties.id ?? "").endsWith("footnote-label")) {
      if (parent && index !== undefined) parent.children.splice(index, 1);
      return [SKIP, index ?? 0];
    }
    return undefined;
  });
}
