import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { toString as textIn } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

/** How a few words are set. */
export type Style = {
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
  readonly struck?: true;
  readonly raised?: true;
  readonly link?: string;
};
export type Run = Style & { readonly text: string };

/** A block of a document as word processors know them; a table is one for each cell, by rows. */
export type Block = {
  readonly kind:
    | "paragraph"
    | "title"
    | "section"
    | "heading"
    | "bullet"
    | "number"
    | "quote"
    | "code"
    | "cell"
    | "note";
  /** How deep a list is; 0 for what is in none. */
  readonly level: number;
  readonly runs: readonly Run[];
  /** Of a cell: the table, its row and how many cells a row has. */
  readonly cell?: { readonly table: number; readonly row: number; readonly columns: number };
  /** Of an item: the list that it is in, so that numbers begin anew with each. */
  readonly list?: number;
  /** The name under which the block can be linked to. */
  readonly anchor?: string;
};

const reader = unified().use(remarkParse).use(remarkGfm);

/** The words of a block without how they are set. */
export const wordsOfBlock = ({ runs }: Pick<Block, "runs">): string => runs.map(({ text }) => text).join("");

type Around = Pick<Block, "kind" | "level" | "list">;
type State = { blocks: Block[]; lists: number; tables: number };

/** A text in Markdown as blocks. Nothing that is written in it is left out; what is not known is words. */
export function blocksOf(markdown: string, first = { lists: 0, tables: 0 }): Block[] {
  const state: State = { blocks: [], ...first };
  const { children } = reader.parse(markdown);
  add(state, children, { kind: "paragraph", level: 0 });
  return state.blocks;
}

function add(state: State, nodes: readonly RootContent[], around: Around): void {
  for (const node of nodes) addOne(state, node, around);
}

function addOne(state: State, node: RootContent, around: Around): void {
  switch (node.type) {
    case "paragraph":
      state.blocks.push({ ...around, runs: runsOf(node.children) });
      return;
    case "heading":
      state.blocks.push({ ...around, kind: "heading", runs: runsOf(node.children) });
      return;
    case "blockquote":
      add(state, node.children, { ...around, kind: "quote" });
      return;
    case "list": {
      const list = state.lists++;
      const kind = node.ordered ? "number" : "bullet";
      const level = around.kind === "bullet" || around.kind === "number" ? around.level + 1 : 0;
      for (const item of node.children) {
        const [first, ...rest] = item.children;
        const own: Around = { kind, level, list };
        if (first?.type === "paragraph")
          state.blocks.push({ ...own, runs: [...checked(item.checked), ...runsOf(first.children)] });
        else state.blocks.push({ ...own, runs: checked(item.checked) });
        for (const one of first?.type === "paragraph" ? rest : item.children)
          addOne(state, one, one.type === "list" ? own : { kind: "paragraph", level: level + 1 });
      }
      return;
    }
    case "table": {
      const table = state.tables++;
      const columns = Math.max(1, ...node.children.map(({ children }) => children.length));
      node.children.forEach(({ children }, row) => {
        for (let at = 0; at < columns; at++) {
          const runs = runsOf(children[at]?.children ?? []);
          const set = row === 0 ? runs.map((run) => ({ ...run, bold: true as const })) : runs;
          state.blocks.push({ kind: "cell", level: 0, runs: set, cell: { table, row, columns } });
        }
      });
      return;
    }
    case "code":
      for (const line of [...(node.lang ? [node.lang] : []), ...node.value.split("\n")])
        state.blocks.push({ ...around, kind: "code", runs: [{ text: line, code: true }] });
      return;
    case "footnoteDefinition": {
      const from = state.blocks.length;
      add(state, node.children, { kind: "note", level: 0 });
      const [begun] = state.blocks.slice(from);
      const sign: Run = { text: `${node.label ?? node.identifier} `, raised: true };
      if (begun) state.blocks[from] = { ...begun, runs: [sign, ...begun.runs] };
      return;
    }
    case "thematicBreak":
      return;
    case "definition":
      state.blocks.push({ ...around, runs: [{ text: `${node.label ?? node.identifier}: ${node.url}` }] });
      return;
    default:
      state.blocks.push({ ...around, runs: runsOf([node as PhrasingContent]) });
  }
}

const checked = (isDone: boolean | null | undefined): Run[] =>
  isDone === null || isDone === undefined ? [] : [{ text: isDone ? "☑ " : "☐ " }];

function runsOf(nodes: readonly PhrasingContent[], style: Style = {}): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case "text":
        return [{ ...style, text: node.value.replace(/\n/g, " ") }];
      case "strong":
        return runsOf(node.children, { ...style, bold: true });
      case "emphasis":
        return runsOf(node.children, { ...style, italic: true });
      case "delete":
        return runsOf(node.children, { ...style, struck: true });
      case "inlineCode":
        return [{ ...style, code: true, text: node.value }];
      case "link":
        return runsOf(
          node.children,
          /^(https?|mailto):/i.test(node.url) ? { ...style, link: node.url } : style,
        );
      case "break":
        return [{ ...style, text: "\n" }];
      case "footnoteReference":
        return [{ ...style, raised: true, text: node.label ?? node.identifier }];
      case "html":
        return [{ ...style, text: node.value }];
      case "image":
        return [{ ...style, text: [node.alt, node.url].filter(Boolean).join(" ") }];
      default:
        return [{ ...style, text: textIn(node as Nodes) }];
    }
  });
}
