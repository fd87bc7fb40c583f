import type { Element, ElementContent, Root, Text } from "hast";
import { toString as textIn } from "hast-util-to-string";
import type { Root as MarkdownRoot } from "mdast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import { compareWords } from "./wordDiff";

/** A passage of a rendered text, in UTF-16 units of its plain text, and what is to surround it. */
export type Mark = {
  readonly start: number;
  readonly end: number;
  readonly tag: "mark" | "ins" | "del";
  readonly id?: string;
};
/** Text that is shown although it is gone, before the character at a place. */
type Cut = { readonly at: number; readonly text: string };

type Options = {
  /** Keeps the ids of footnotes apart on a page of several texts. */
  readonly prefix?: string;
  readonly marks?: readonly Mark[];
  readonly cuts?: readonly Cut[];
};

/** Images would be fetched from elsewhere, boxes have no label, and headings belong to the page. */
const withoutTags = new Set(["img", "input", "h1", "h2", "h3", "h4", "h5", "h6"]);
const schema = {
  ...defaultSchema,
  // Ids come from footnotes alone, already with a prefix of ours: raw HTML never gets this far.
  clobberPrefix: "",
  tagNames: defaultSchema.tagNames?.filter((tag) => !withoutTags.has(tag)) ?? [],
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto"] },
};
const reader = unified().use(remarkParse).use(remarkGfm);
const stringifier = unified().use(rehypeStringify);

/** Markdown as HTML in which nothing can run and nothing is fetched. */
export function renderMarkdown(source: string, { prefix = "", marks = [], cuts = [] }: Options = {}): string {
  const tree = treeOf(source, prefix);
  if (marks.length > 0 || cuts.length > 0) decorate(tree, marks, cuts);
  return stringifier.stringify(tree);
}

/** The characters that a reader of the rendered text sees; anchors count in them. */
export function plainText(source: string): string {
  return textIn(treeOf(source, ""));
}

/** The new text as HTML with what came in inserted and what went out deleted, word by word. */
export function renderComparison(before: string, after: string, prefix = ""): string {
  const { added, cuts } = differences(before, after);
  return renderMarkdown(after, { prefix, marks: added, cuts });
}

/** The same in two columns: the old text with what went out marked, the new one with what came in. */
export function renderSides(before: string, after: string, prefix = ""): { old: string; now: string } {
  const { added, removed } = differences(before, after);
  return {
    old: renderMarkdown(before, { prefix: `${prefix}o-`, marks: removed }),
    now: renderMarkdown(after, { prefix, marks: added }),
  };
}

/** Where two rendered texts differ, in the positions of each. */
function differences(before: string, after: string) {
  const added: Mark[] = [];
  const removed: Mark[] = [];
  const cuts: Cut[] = [];
  let from = 0;
  let to = 0;
  for (const { kind, text } of compareWords(plainText(before), plainText(after))) {
    const { length } = text;
    if (kind === "removed") {
      cuts.push({ at: to, text });
      removed.push({ start: from, end: from + length, tag: "del" });
    } else if (kind === "added") added.push({ start: to, end: to + length, tag: "ins" });
    if (kind !== "added") from += length;
    if (kind !== "removed") to += length;
  }
  return { added, removed, cuts };
}

function treeOf(source: string, prefix: string): Root {
  const parsed = reader.parse(source);
  disarm(parsed);
  const toHtml = unified()
    .use(remarkRehype, {
      clobberPrefix: `${prefix}n-`,
      footnoteLabelTagName: "p",
      footnoteBackLabel: () => "↩",
    })
    .use(rehypeSanitize, schema);
  const tree = toHtml.runSync(parsed) as Root;
  settle(tree);
  return tree;
}

/** Images become links to them, boxes signs, headings bold lines. */
function disarm(tree: MarkdownRoot): void {
  visit(tree, (node, index, parent) => {
    if (node.type === "image" && parent && index !== undefined) {
      parent.children[index] = {
        type: "link",
        url: node.url,
        children: [{ type: "text", value: node.alt || node.url }],
      };
      return SKIP;
    }
    if (node.type === "heading" && parent && index !== undefined) {
      parent.children[index] = { type: "paragraph", children: [{ type: "strong", children: node.children }] };
      return [SKIP, index];
    }
    if (node.type === "listItem" && typeof node.checked === "boolean") {
      const sign = { type: "text" as const, value: node.checked ? "☑ " : "☐ " };
      const first = node.children[0];
      if (first?.type === "paragraph") first.children.unshift(sign);
      node.checked = null;
    }
    return undefined;
  });
}

function settle(tree: Root): void {
  visit(tree, "element", (node, index, parent) => {
    if (node.tagName === "a" && !node.properties.dataFootnoteRef && !node.properties.dataFootnoteBackref)
      node.properties.rel = ["nofollow", "noopener", "ugc"];
    // A wide table scrolls by itself; whoever uses a keyboard must reach it.
    if (node.tagName === "table") node.properties.tabIndex = 0;
    if (node.tagName === "a") delete node.properties.ariaDescribedBy;
    // The label of footnotes is in English, and not part of the text.
    if (
      node.properties.id === "footnote-label" ||
      String(node.properties.id ?? "").endsWith("footnote-label")
    ) {
      if (parent && index !== undefined) parent.children.splice(index, 1);
      return [SKIP, index ?? 0];
    }
    return undefined;
  });
}

/** Surrounds passages and puts deleted text in its place, text node by text node. */
function decorate(tree: Root, marks: readonly Mark[], cuts: readonly Cut[]): void {
  let offset = 0;
  let shown = 0;
  const inOrder = [...cuts].sort((a, b) => a.at - b.at);
  let last: { parent: Element | Root } | undefined;
  visit(tree, "text", (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    const start = offset;
    const end = start + node.value.length;
    offset = end;
    const pieces: ElementContent[] = [];
    const bounds = new Set([start, end]);
    for (const mark of marks)
      for (const at of [mark.start, mark.end]) if (at > start && at < end) bounds.add(at);
    for (const { at } of inOrder.slice(shown)) if (at >= start && at < end) bounds.add(at);
    const places = [...bounds].sort((a, b) => a - b);
    // Line breaks between blocks stand where no inline element may: what belongs there waits for the next text.
    const isBetweenBlocks = node.value.trim() === "" && !isInline(parent as Element | Root);
    places.forEach((from, i) => {
      const cut = inOrder[shown];
      if (!isBetweenBlocks)
        for (let one = cut; one && one.at <= from && from < end; one = inOrder[++shown])
          pieces.push(deleted(one));
      const to = places[i + 1];
      if (to === undefined) return;
      const text: Text = { type: "text", value: node.value.slice(from - start, to - start) };
      pieces.push(
        isBetweenBlocks
          ? text
          : surround(
              text,
              marks.filter((mark) => mark.start <= from && to <= mark.end),
            ),
      );
    });
    if (!isBetweenBlocks) last = { parent: parent as Element | Root };
    if (pieces.length === 1 && pieces[0]?.type === "text") return undefined;
    parent.children.splice(index, 1, ...(pieces as never[]));
    return [SKIP, index + pieces.length];
  });
  for (const cut of inOrder.slice(shown)) (last?.parent ?? tree).children.push(deleted(cut) as never);
}

const inlineParents = new Set([
  "p",
  "li",
  "td",
  "th",
  "em",
  "strong",
  "del",
  "a",
  "code",
  "sup",
  "dd",
  "dt",
  "ins",
]);
const isInline = (parent: Element | Root) => parent.type === "element" && inlineParents.has(parent.tagName);

function surround(text: Text, marks: readonly Mark[]): ElementContent {
  return marks.reduce<ElementContent>(
    (inner, { tag, id }) => ({
      type: "element",
      tagName: tag,
      properties: id === undefined ? {} : { dataComment: id },
      children: [inner],
    }),
    text,
  );
}

function deleted({ text }: Cut): Element {
  return { type: "element", tagName: "del", properties: {}, children: [{ type: "text", value: text }] };
}
