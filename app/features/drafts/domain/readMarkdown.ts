import type { RootContent } from "mdast";
import { toString as textIn } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { ClauseKind } from "./clause";
import { type FiledClause, readDraftFile } from "./draftFile";

/** A block of a text that is read in, before it is known which clause of an earlier version it is. */
export type ReadClause = {
  readonly kind: ClauseKind;
  readonly heading: string;
  readonly body: string;
  /** What names it in its lasting address, where the text says that. */
  readonly code?: string;
};

export type Reading = {
  /** Whether each paragraph and list item below a deeper heading is a clause of its own too, so that it can be cited and voted on. */
  readonly divides?: boolean;
};

/** What stands in a text for a footnote. */
const reference = /\[\^([^\]\s]+)\]/g;
const reader = unified().use(remarkParse).use(remarkGfm);

/**
 * Reads Markdown as sections and clauses. The shallowest headings (below a single title) begin
 * sections, deeper ones give the next clause its heading; every paragraph, table and list item
 * without a heading of its own is a clause. What stands under a deeper heading is one clause, unless it is to be divided.
 * Footnotes go with the clauses that refer to them. Bodies are cut out of the source as they stand. The file of a
 * version says itself where its clauses begin.
 */
export function readMarkdown(source: string, { divides = false }: Reading = {}): ReadClause[] {
  const filed = readDraftFile(source);
  if (filed) return ofFile(filed);
  const { children } = reader.parse(source);
  const cut = (node: RootContent) =>
    source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  const notes = new Map<string, { readonly at: number; readonly note: string }>();
  for (const [at, node] of children.entries())
    if (node.type === "footnoteDefinition") notes.set(node.identifier, { at, note: cut(node) });
  const depths = children.flatMap((node) => (node.type === "heading" ? [node.depth] : []));
  const title = depths.filter((depth) => depth === 1).length === 1 && depths.length > 1 && depths[0] === 1;
  const sectionDepth = Math.min(...depths.slice(title ? 1 : 0), 7);

  const clauses: { kind: ClauseKind; heading: string; blocks: string[] }[] = [];
  let open: { kind: ClauseKind; heading: string; blocks: string[] } | null = null;
  let isTitle = title;
  for (const node of children) {
    if (node.type === "footnoteDefinition" || node.type === "thematicBreak") continue;
    if (node.type === "heading") {
      if (isTitle) {
        isTitle = false;
        continue;
      }
      const isSection = node.depth === sectionDepth;
      const begun = {
        kind: isSection ? ("section" as const) : guessKind(clauses),
        heading: textIn(node),
        blocks: [],
      };
      clauses.push(begun);
      open = isSection ? null : begun;
    } else if (open && !divides) {
      open.blocks.push(cut(node));
    } else {
      for (const body of partsOf(node, cut)) {
        // The heading is that of the first of what stands below it.
        if (open?.blocks.length === 0) open.blocks.push(body);
        else clauses.push({ kind: guessKind(clauses), heading: "", blocks: [body] });
      }
    }
  }
  return clauses.map(({ kind, heading, blocks }) => {
    const body = blocks.join("\n\n");
    const labels = new Set([...body.matchAll(reference)].map(([, label = ""]) => label.toLowerCase()));
    const used = [...labels]
      .flatMap((label) => notes.get(label) ?? [])
      .toSorted((one, other) => one.at - other.at)
      .map(({ note }) => note);
    return { kind, heading, body: [body, ...used].filter(Boolean).join("\n\n") };
  });
}

/** The clauses that a block is: a list is one for each item. */
function partsOf(node: RootContent, cut: (node: RootContent) => string): string[] {
  if (node.type !== "list") return [cut(node)];
  return node.children.map((item) =>
    unindented(item.children.map((block) => cut(block as RootContent)).join("\n\n")),
  );
}

function ofFile(filed: readonly FiledClause[]): ReadClause[] {
  const clauses: ReadClause[] = [];
  for (const { isSection, ...clause } of filed)
    clauses.push({ kind: isSection ? "section" : guessKind(clauses), ...clause });
  return clauses;
}

/** Before the first section a preamble, else a definition; an editor sets what it really is. */
function guessKind(clauses: readonly { kind: ClauseKind }[]): ClauseKind {
  return clauses.some(({ kind }) => kind === "section") ? "definition" : "preamble";
}

function unindented(body: string): string {
  return body.replace(/\n {2,4}/g, "\n");
}
