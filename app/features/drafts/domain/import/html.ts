import type { Element, Root as HtmlRoot } from "hast";
import type { BlockContent, DefinitionContent, Nodes, PhrasingContent, Root, RootContent } from "mdast";
import { toString as textIn } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { draftAsMarkdown } from "~/features/drafts/domain/draftFile";
import {
  gatherNotes,
  hasClass,
  isBackLink,
  notesOf,
  referenceIn,
  referencesOf,
  withNotes,
  withoutLooseSigns,
} from "./notes";

/** The address of a clause that stays, as our own files have it beside each. */
const lasting = /^(https?:\/\/[^/]+\/p\/[^/]+)\/c\/([0-9a-f]{10})(?:\/([^/]+))?$/;

/** What a title of a document is called here, so that it is no heading like others. */
export const titleClass = "doc-title";

/**
 * HTML as Markdown: words, headings, lists, tables, links and footnotes. What is no text (scripts, styles, forms, pictures) is left out. A
 * document that was taken out of a version becomes the file of that version again, with its clauses.
 */
export async function htmlAsMarkdown(html: string): Promise<string> {
  const [parse, toMarkdown, stringify] = await Promise.all([
    import("rehype-parse"),
    import("rehype-remark"),
    import("remark-stringify"),
  ]);
  const read = unified().use(parse.default).parse(html);
  gatherNotes(read);
  deepen(read);
  const tree = unified()
    .use(toMarkdown.default, {
      handlers: {
        sup(state, node: Element) {
          const label = referenceIn(node);
          if (label === null) return state.all(node) as PhrasingContent[];
          return { type: "footnoteReference", identifier: label.toLowerCase(), label };
        },
        a(state, node: Element) {
          if (isBackLink(node)) return undefined;
          const children = state.all(node) as PhrasingContent[];
          const { href, title } = node.properties;
          // A place that can be linked to, and no link.
          if (typeof href !== "string" || href.startsWith("#")) return children;
          return { type: "link", url: href, title: typeof title === "string" ? title : null, children };
        },
        // Nothing is fetched from elsewhere; what a picture is said to show are words.
        img: (_, { properties: { alt } }: Element) =>
          typeof alt === "string" && alt !== "" ? { type: "text", value: alt } : undefined,
        aside(state, node: Element) {
          const content = state.toFlow(state.all(node));
          const { dataNote: label } = node.properties;
          return typeof label === "string" ? noteOf(label, content) : content;
        },
      },
    })
    .runSync(read) as Root;
  const text = unified().use(remarkGfm).use(stringify.default, { bullet: "-", emphasis: "*", fences: true });
  const write = (root: Root) => text.stringify(root).replace(/\n+$/, "");
  const notes = notesOf(tree);
  withoutLooseSigns(tree, notes);
  tidy(tree);
  const referred = referencesOf(tree as Nodes);
  return ofVersion(tree, (part) => write(withNotes(part, notes, referred))) ?? `${write(tree)}\n`;
}

/** Below a title, which word processors have beside their headings, the headings are one deeper. */
function deepen(read: HtmlRoot): void {
  const headings: Element[] = [];
  visit(read, "element", (node) => {
    if (/^h[1-6]$/.test(node.tagName)) headings.push(node);
  });
  const isTitle = (one: Element) => hasClass(one, titleClass);
  if (!headings.some(isTitle)) return;
  for (const one of headings) if (!isTitle(one)) one.tagName = `h${Math.min(6, Number(one.tagName[1]) + 1)}`;
}

const noteOf = (label: string, children: (BlockContent | DefinitionContent)[]) =>
  ({ type: "footnoteDefinition", identifier: label.toLowerCase(), label, children }) as const;

/** Takes empty paragraphs out of a text, and makes the boxes of a list such as can be ticked. */
function tidy(tree: Root): void {
  visit(tree as Nodes, (node, at, parent) => {
    if (node.type === "listItem") {
      const [first] = node.children;
      const [word] = first?.type === "paragraph" ? first.children : [];
      const [, box] = word?.type === "text" ? (/^([☐☑]) /u.exec(word.value) ?? []) : [];
      if (word?.type === "text" && box) {
        node.checked = box === "☑";
        word.value = word.value.slice(2);
      }
    }
    if (node.type === "paragraph" && parent && at !== undefined && textIn(node).trim() === "") {
      parent.children.splice(at, 1);
      return at;
    }
  });
}

/** The file of a version, where the headings of a text say which clauses they stand above; null for another text. */
function ofVersion({ children }: Root, write: (root: Root) => string): string | null {
  const [first] = children;
  const title = first?.type === "heading" && first.depth === 1 ? textIn(first) : "";
  const clauses: { isSection: boolean; heading: string; url: string; blocks: RootContent[] }[] = [];
  let found: readonly [site: string, version: string] | null = null;
  for (const block of children) {
    if (block.type === "heading" && (block.depth === 2 || block.depth === 3)) {
      const [link, ...rest] = block.children;
      const [, site, , version] = (link?.type === "link" && lasting.exec(link.url)) || [];
      found ??= site && version ? [site, version] : null;
      clauses.push({
        isSection: block.depth === 2,
        heading: textIn({ type: "paragraph", children: site ? rest : block.children }).trim(),
        url: site && link?.type === "link" ? link.url : "",
        blocks: [],
      });
    } else if (clauses.length > 0) {
      const isInner = block.type === "heading" && block.depth > 3;
      clauses.at(-1)?.blocks.push(isInner ? { ...block, depth: 3 } : block);
    }
  }
  if (!found) return null;
  const [site, version] = found;
  return draftAsMarkdown(
    title,
    clauses.map(({ isSection, heading, blocks }) => ({
      kind: isSection ? "section" : "definition",
      heading,
      body: write({ type: "root", children: blocks }),
    })),
    { version: `${site}/drafts/${version}`, clauseOf: (at) => clauses[at]?.url || site },
  );
}
