import type { Definition, List, Nodes, PhrasingContent, RootContent, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { type Run, runsOf } from "./runs";

/** A block of a document as word processors know them; a table is one for each cell, by rows. */
export type Block = {
  readonly kind:
    | "paragraph"
    | "title"
    | "section"
    | "clause"
    | "heading"
    | "bullet"
    | "number"
    | "quote"
    | "code"
    | "cell"
    | "note"
    | "rule";
  /** How deep an item is, from 0; of what stands within an item one more than that. */
  readonly level: number;
  readonly runs: readonly Run[];
  /** Of a cell: the table, its row and how many cells a row has. */
  readonly cell?: { readonly table: number; readonly row: number; readonly columns: number };
  /** Of an item: the list that it is in, so that numbers begin anew with each, and the number that it begins with. */
  readonly list?: number;
  readonly start?: number;
  /** The name under which the block can be linked to. */
  readonly anchor?: string;
};

const reader = unified().use(remarkParse).use(remarkGfm);

/** The words of a block without how they are set. */
export const wordsOfBlock = ({ runs }: Pick<Block, "runs">): string => runs.map(({ text }) => text).join("");

type Around = Pick<Block, "kind" | "level" | "list" | "start">;
type State = {
  readonly blocks: Block[];
  lists: number;
  tables: number;
  readonly words: (nodes: readonly PhrasingContent[]) => Run[];
  readonly used: ReadonlySet<Definition>;
};

/** A text in Markdown as blocks. Nothing that is written in it is left out; what is not known is words. */
export function blocksOf(markdown: string, { first = 0, origin = "" } = {}): Block[] {
  const tree = reader.parse(markdown);
  const definitions = new Map<string, Definition>();
  const used = new Set<Definition>();
  visit(tree as Nodes, "definition", (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  visit(tree as Nodes, (node) => {
    if (node.type !== "linkReference" && node.type !== "imageReference") return;
    const meant = definitions.get(node.identifier);
    if (meant) used.add(meant);
  });
  const words = (nodes: readonly PhrasingContent[]) => runsOf(nodes, { definitions, origin });
  const state: State = { blocks: [], lists: first, tables: first, words, used };
  add(state, tree.children, { kind: "paragraph", level: 0 });
  return state.blocks;
}

function add(state: State, nodes: readonly RootContent[], around: Around): void {
  for (const node of nodes) addOne(state, node, around);
}

function addOne(state: State, node: RootContent, around: Around): void {
  const { blocks, words } = state;
  switch (node.type) {
    case "paragraph":
      blocks.push({ ...around, runs: words(node.children) });
      return;
    case "heading":
      blocks.push({ kind: "heading", level: around.level, runs: words(node.children) });
      return;
    case "blockquote":
      add(state, node.children, { kind: "quote", level: around.level });
      return;
    case "list":
      addList(state, node, around);
      return;
    case "table":
      addTable(state, node);
      return;
    case "code":
      for (const line of [...(node.lang ? [node.lang] : []), ...node.value.split("\n")])
        blocks.push({ kind: "code", level: around.level, runs: line === "" ? [] : [{ text: line }] });
      return;
    case "footnoteDefinition": {
      const from = blocks.length;
      add(state, node.children, { kind: "note", level: 0 });
      const [begun] = blocks.slice(from);
      const sign: Run = { text: node.label ?? node.identifier, sign: true };
      if (begun) blocks[from] = { ...begun, runs: [sign, { text: " " }, ...begun.runs] };
      return;
    }
    case "thematicBreak":
      blocks.push({ kind: "rule", level: 0, runs: [] });
      return;
    case "definition":
      // One that links go by stands in them.
      if (!state.used.has(node))
        blocks.push({ ...around, runs: [{ text: `${node.label ?? node.identifier}: ${node.url}` }] });
      return;
    default:
      blocks.push({ ...around, runs: words([node as PhrasingContent]) });
  }
}

function addList(state: State, node: List, around: Around): void {
  const list = state.lists++;
  const level = around.kind === "bullet" || around.kind === "number" ? around.level + 1 : around.level;
  const own: Around = {
    kind: node.ordered ? "number" : "bullet",
    level,
    list,
    ...(node.ordered && (node.start ?? 1) !== 1 ? { start: node.start ?? 1 } : {}),
  };
  for (const { checked, children } of node.children) {
    const [first, ...rest] = children;
    const done: Run[] = checked === null || checked === undefined ? [] : [{ text: checked ? "☑ " : "☐ " }];
    const isWords = first?.type === "paragraph";
    state.blocks.push({ ...own, runs: [...done, ...(isWords ? state.words(first.children) : [])] });
    for (const one of isWords ? rest : children)
      addOne(state, one, one.type === "list" ? own : { kind: "paragraph", level: level + 1 });
  }
}

function addTable(state: State, node: Table): void {
  const table = state.tables++;
  const columns = Math.max(1, ...node.children.map(({ children }) => children.length));
  node.children.forEach(({ children }, row) => {
    for (let at = 0; at < columns; at++)
      state.blocks.push({
        kind: "cell",
        level: 0,
        runs: state.words(children[at]?.children ?? []),
        cell: { table, row, columns },
      });
  });
}
