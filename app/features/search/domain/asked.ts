/** What is looked for: a word, or words that stand together. */
export type Term = {
  readonly words: string;
  /** In quotation marks: as it stands, and not as the beginning of a longer word. */
  readonly isExact: boolean;
  /** Must not be there. */
  readonly isNot: boolean;
};

const mostTerms = 24;
const part = /(-?)"([^"]*)(?:"|$)|([^\s"]+)/g;
const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text);

/**
 * Reads what somebody asked for: words that have to be there together, with "or" between alternatives. "Words in quotation
 * marks" stand together, and -word must not be there. A hyphen within a word is part of it. What has no letter or digit is
 * nothing to look for; of more terms than anybody types, the first are.
 */
export function readAsked(text: string): readonly (readonly Term[])[] {
  const alternatives: Term[][] = [[]];
  let count = 0;
  for (const [, minus, quoted, bare = ""] of text.matchAll(part)) {
    if (quoted === undefined && bare.toLowerCase() === "or") {
      alternatives.push([]);
      continue;
    }
    const words = quoted ?? bare.replace(/^-+/, "");
    if (!hasWord(words)) continue;
    if (++count > mostTerms) break;
    const isNot = quoted === undefined ? bare.startsWith("-") : minus === "-";
    alternatives.at(-1)?.push({ words, isExact: quoted !== undefined, isNot });
  }
  return alternatives.filter((terms) => terms.length > 0);
}
