import type { Nodes, PhrasingContent, Root, RootContent } from "mdast";
import { toString as textIn } from "mdast-util-to-string";
import { bounds, tooMuch } from "./bounds";
import { wholeRows, withBreaks, withNumbers } from "./shown";
import { type Kind, parse } from "./syntax";

const nesting = new Set(["blockquote", "list", "emphasis", "strong", "delete", "link", "linkReference"]);
const lineOf = (node: Nodes) => node.position?.start.line ?? 1;

/**
 * The tree of a text as it is shown: within the bounds, and with nothing in it that a page would swallow. What
 * Markdown leaves out (a definition that nothing refers to, a cell too many, the words behind a fence, the title of
 * a link, an address that may not be followed) is shown as text.
 */
export function treeOf(source: string, kind: Kind): Root {
  const tree = parse(source, kind);
  measure(tree);
  const shown = { source, ...namesIn(tree) };
  replaceIn(tree, (node) => asShown(node, shown));
  if (kind === "message") withBreaks(tree);
  return tree;
}

type Names = {
  readonly source: string;
  /** Targets by the label of their definition; the first of a label counts. */
  readonly targets: ReadonlyMap<string, { readonly url: string; readonly title: string | null }>;
  /** Definitions and footnotes that something refers to. */
  readonly used: ReadonlySet<Nodes>;
};

/** Each node with the number of quotations, lists and emphasis around it, without recursion: it may be deep. */
function* walk(tree: Root): Generator<readonly [Nodes, number]> {
  const left: [Nodes, number][] = [[tree, 0]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [node, depth] = next;
    yield next;
    const inside = depth + (nesting.has(node.type) ? 1 : 0);
    if ("children" in node)
      for (const child of node.children.toReversed()) left.push([child as Nodes, inside]);
  }
}

function measure(tree: Root): void {
  let cells = 0;
  let references = 0;
  for (const [node, depth] of walk(tree)) {
    if (depth > bounds.nesting) tooMuch("nesting", lineOf(node));
    if (node.type === "table") {
      const widest = node.children.reduce((most, row) => Math.max(most, row.children.length), 0);
      cells += widest * node.children.length;
      if (cells > bounds.cells) tooMuch("cells", lineOf(node));
    }
    if (/reference$|definition$/i.test(node.type) && ++references > bounds.references)
      tooMuch("references", lineOf(node));
  }
}

function namesIn(tree: Root): Omit<Names, "source"> {
  const targets = new Map<string, { url: string; title: string | null }>();
  const definitions = new Map<string, Nodes>();
  const notes = new Map<string, Nodes>();
  const referred = new Set<string>();
  const noted: string[] = [];
  const notedIn = (node: Nodes) => {
    for (const [one] of walk({ type: "root", children: [node as RootContent] }))
      if (one.type === "footnoteReference") noted.push(one.identifier);
  };
  for (const [node] of walk(tree)) {
    if (node.type === "definition" && isFollowed(node.url) && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node);
      targets.set(node.identifier, { url: node.url, title: node.title ?? null });
    } else if (node.type === "footnoteDefinition" && !notes.has(node.identifier))
      notes.set(node.identifier, node);
    else if (node.type === "linkReference" || node.type === "imageReference") referred.add(node.identifier);
  }
  for (const node of outsideNotes(tree)) if (node.type === "footnoteReference") noted.push(node.identifier);
  const used = new Set<Nodes>();
  for (const [name, node] of definitions) if (referred.has(name)) used.add(node);
  // A note may refer to others; one that only notes nobody sees refer to is not seen either.
  for (let name = noted.pop(); name !== undefined; name = noted.pop()) {
    const note = notes.get(name);
    if (!note || used.has(note)) continue;
    used.add(note);
    notedIn(note);
  }
  return { targets, used };
}

function* outsideNotes(tree: Root): Generator<Nodes> {
  const left: Nodes[] = [tree];
  for (let node = left.pop(); node; node = left.pop()) {
    yield node;
    if ("children" in node)
      for (const child of node.children as Nodes[]) if (child.type !== "footnoteDefinition") left.push(child);
  }
}

/** Links lead to the web and to mail alone; what else stands in the place of an address is shown. */
const isFollowed = (url: string) => /^(?:https?:|mailto:|[/#?]|[^:/?#]*(?:$|[/?#]))/i.test(url);

/** Replaces nodes from the leaves up; the tree is not deep any more. */
function replaceIn(tree: Root, replace: (node: Nodes) => readonly Nodes[] | undefined): void {
  const visit = (parent: Nodes): void => {
    if (!("children" in parent)) return;
    const children = (parent.children as Nodes[]).flatMap((node) => {
      visit(node);
      return replace(node) ?? [node];
    });
    (parent as { children: Nodes[] }).children = children;
  };
  visit(tree);
}

const textNode = (value: string) => ({ type: "text", value }) as const;
const paragraph = (...children: PhrasingContent[]) => ({ type: "paragraph", children }) as const;

function asShown(node: Nodes, { source, targets, used }: Names): readonly Nodes[] | undefined {
  const typed = () => source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  switch (node.type) {
    // Images would be fetched from elsewhere: they become links.
    case "image":
      return linked(node.url, node.title, [textNode(node.alt || node.url)]);
    case "link":
      return linked(node.url, node.title, node.children);
    case "imageReference":
    case "linkReference": {
      const target = targets.get(node.identifier);
      if (!target) return [textNode(typed())];
      const words = node.type === "linkReference" ? node.children : [textNode(node.alt || target.url)];
      return linked(target.url, target.title, words);
    }
    case "definition":
      return used.has(node) ? [] : [paragraph(textNode(typed()))];
    case "footnoteDefinition":
      return used.has(node) ? undefined : [paragraph(textNode(`[^${node.label}]:`)), ...node.children];
    // Headings belong to the page.
    case "heading":
      return [paragraph({ type: "strong", children: node.children })];
    case "listItem": {
      if (typeof node.checked !== "boolean") return undefined;
      const [first] = node.children;
      if (first?.type === "paragraph") first.children.unshift(textNode(node.checked ? "☑ " : "☐ "));
      node.checked = null;
      return undefined;
    }
    case "list":
      withNumbers(node, source);
      return undefined;
    case "table":
      wholeRows(node);
      return undefined;
    case "code": {
      const info = [node.lang, node.meta].filter(Boolean).join(" ");
      return info === "" ? undefined : [paragraph({ type: "inlineCode", value: info }), node];
    }
    default:
      return undefined;
  }
}

/** A link that shows everything that was written of it. */
function linked(url: string, title: string | null | undefined, words: PhrasingContent[]): PhrasingContent[] {
  const said = title ? [textNode(` (${title})`)] : [];
  if (!isFollowed(url)) return [...words, ...(textIn(words) === url ? [] : [textNode(` (${url})`)]), ...said];
  return [{ type: "link", url, children: words }, ...said];
}
