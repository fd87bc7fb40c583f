import { cut } from "../cut";
import { shownAsTyped } from "./bounds";

const box = '<pre class="as-typed">';

/** Text as the renderer writes it into HTML. */
export const escaped = (text: string): string => text.replace(/&/g, "&#x26;").replace(/</g, "&#x3C;");

/** A text that cannot be laid out, as it was typed: its beginning, in a box of which pages say what it is. */
export function asTyped(source: string): { html: string; plain: string } {
  const plain = cut(source, shownAsTyped);
  return { html: `${box}${escaped(plain)}</pre>`, plain };
}

/** Whether HTML of ours shows a text that could not be laid out. */
export const isAsTyped = (html: string): boolean => html.startsWith(box);
