import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { type Processor, unified } from "unified";

/**
 * What people write is read in one of two ways. A clause is a document: its lines flow, as in the files that drafts
 * are imported from. Everything else is a message: a new line is a new line, and an answer below a quotation is no
 * part of it.
 */
export type Kind = "clause" | "message";

/** As much of the parser as its extensions below touch. */
type Code = number | null;
type State = (code: Code) => unknown;
type Tokenizing = {
  readonly interrupt?: boolean;
  readonly parser: { readonly lazy: Readonly<Record<number, boolean>> };
  now(): { readonly line: number };
};

/** Angle brackets are what people type about numbers and licences: no HTML, so that all of it is seen. */
const withoutHtml = { disable: { null: ["htmlFlow", "htmlText"] } };

/**
 * Markdown lets the line below a quotation or an item belong to it without its sign ("lazy" lines). Here such a
 * line interrupts the paragraph before it, which closes what the paragraph stood in.
 */
const withoutLazyLines = {
  flow: {
    null: {
      name: "notLazy",
      tokenize(this: Tokenizing, _: unknown, ok: State, nok: State): State {
        return (code) => (this.interrupt && this.parser.lazy[this.now().line] ? ok : nok)(code);
      },
    },
  },
};

function reading(...extensions: object[]) {
  return function attach(this: Processor) {
    const data = this.data() as { micromarkExtensions?: object[] };
    data.micromarkExtensions = [...(data.micromarkExtensions ?? []), ...extensions];
  };
}

const readers = {
  clause: unified().use(remarkParse).use(remarkGfm).use(reading(withoutHtml)),
  message: unified().use(remarkParse).use(remarkGfm).use(reading(withoutHtml, withoutLazyLines)),
} as const;

/** The tree of a text, nothing in it changed yet. */
export const parse = (source: string, kind: Kind): Root => readers[kind].parse(source);
