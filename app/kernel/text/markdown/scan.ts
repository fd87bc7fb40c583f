import { bounds, boundsOfFile, type Excess, TooMuch, tooMuch } from "./bounds";

/** The signs before a line's text, each of which opens a quotation or an item of a list. */
const marker = /[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;
/** A line across the page: dashes with spaces between them open nothing. */
const rule = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
/** The line below a table's head, which says how many columns it has. */
const columns = /^[ \t>]*[|:-][|: \t-]*$/;
const signs = /[*_~]+|[[\]]/g;
/**
 * What may end an address that is written without a link, many times over: at each of them the parser looks ahead to where
 * they end. A few hundred in a word that has an address take it seconds.
 */
const endings = /(?:[!"'),.:;<?_~*\]]|&[a-z0-9#]*;?){40,}/gi;
const address = /https?:\/\/|www\.|@/i;

/**
 * Refuses, in one pass over the characters, what the parser itself would take long for: its time grows with the
 * square of what is open at once in a paragraph, and with the depth of quotations and lists.
 */
export function scan(source: string, most: { lines: number; cells: number } = bounds): void {
  let filled = 0;
  let inParagraph = 0;
  let open = 0;
  let cells = 0;
  let table = { columns: 0, line: 0 };
  source.split(/\r\n|\n|\r/).forEach((text, at) => {
    const line = at + 1;
    if (text.trim() === "") {
      inParagraph = 0;
      open = 0;
      table = { columns: 0, line: 0 };
      return;
    }
    if (++filled > most.lines) tooMuch("lines", line, most.lines);
    if (table.columns === 0 && text.includes("|") && columns.test(text))
      table = { columns: text.match(/-+/g)?.length ?? 0, line: line - 1 };
    cells += table.columns;
    if (cells > most.cells) tooMuch("cells", table.line, most.cells);
    if (!rule.test(text) && markersOf(text) > bounds.nesting) tooMuch("nesting", line);
    if (address.test(text))
      for (const [run] of text.matchAll(endings)) {
        inParagraph += run.length;
        if (inParagraph > bounds.signs) tooMuch("signs", line);
      }
    for (const [sign] of text.matchAll(signs)) {
      if (++inParagraph > bounds.signs) tooMuch("signs", line);
      open = sign === "[" ? open + 1 : sign === "]" ? Math.max(0, open - 1) : open;
      if (open > bounds.brackets) tooMuch("brackets", line);
    }
  });
}

/** A quotation or an item so far to the side that it is within thirty others. */
const indented = /^[ \t]{60,}(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/m;

/** Why a file of many texts would take the parser long; null where it does not. */
export function excessOfFile(source: string): Excess | null {
  try {
    const deep = indented.exec(source);
    if (deep) tooMuch("nesting", source.slice(0, deep.index).split("\n").length);
    scan(source, boundsOfFile);
    return null;
  } catch (error) {
    if (error instanceof TooMuch) return error.excess;
    throw error;
  }
}

function markersOf(text: string): number {
  let count = 0;
  marker.lastIndex = 0;
  while (marker.test(text)) count++;
  return count;
}
