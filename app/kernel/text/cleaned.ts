/** Every sign that ends a line somewhere: of Windows, of old Macs, of word processors, of Unicode. */
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** What pasting brings along and nobody sees: spaces without width, word joiners, marks of the order of bytes. */
const withoutWidth = /[\u200B\u2060-\u2064\uFEFF]/g;
/** Older signs of direction, as phones put them around numbers: the newer ones do the same and keep to themselves. */
const isolateFor = new Map([
  ["\u202A", "\u2066"],
  ["\u202B", "\u2067"],
  ["\u202C", "\u2069"],
]);

/** A text as it was meant: in NFC, one kind of line break, without what pasting brought along unseen. */
export function cleaned(text: string): string {
  return text
    .normalize("NFC")
    .replace(lineBreaks, "\n")
    .replace(withoutWidth, "")
    .replace(/[\u202A-\u202C]/g, (sign) => isolateFor.get(sign) ?? "");
}

/**
 * What nobody sees in a name: ignorable signs (soft hyphens, fillers, tags, variation selectors, marks of direction) and the
 * blank of Braille. Joiners stay between letters of the scripts that are written with them, where they change the letters.
 */
const unseenInNames =
  /((?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}]))|[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A name as it is seen: without what is not, and with one kind of space. Empty when there is nothing to see. */
export const shownName = (name: string): string =>
  name
    .replace(unseenInNames, (_, joiner?: string) => joiner ?? "")
    .replace(/\s+/g, " ")
    .trim();

/** A character that a text may not have, and where it stands. */
export type Odd = { readonly line: number; readonly at: number; readonly sign: string };

const refused = /[\p{Cc}\p{Noncharacter_Code_Point}\p{Cs}\u200B\u2028-\u202E\u2060-\u2065\uFEFF]/u;

/**
 * The first character that disguises what it says: a control character, half of a character, an override of the
 * direction, or an isolate that does not end in its line. Tabs and line breaks are fine. Null where there is none.
 */
export function findOdd(text: string): Odd | null {
  for (const [index, line] of text.split("\n").entries()) {
    const open: Odd[] = [];
    let at = 0;
    for (const character of line) {
      at++;
      const here = { line: index + 1, at, sign: nameOf(character) };
      if (character !== "\t" && refused.test(character)) return here;
      if (/[\u2066-\u2068]/.test(character)) open.push(here);
      else if (character === "\u2069" && !open.pop()) return here;
    }
    const [unended] = open;
    if (unended) return unended;
  }
  return null;
}

const nameOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
