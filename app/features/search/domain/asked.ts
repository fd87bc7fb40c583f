import { unspaced } from "~/kernel/language/folded";

/** What is looked for: a word, or words that stand together. */
export type Term = {
  readonly words: string;
  /** In quotation marks: as it stands, and not as the beginning of a longer word. */
  readonly isExact: boolean;
  /** Must not be there. */
  readonly isNot: boolean;
};

/** Letters and digits that stand together, in scripts that part words by spaces. */
export const wordShape = `(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}\\u00AD\\u200C\\u200D])+`;

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

/** A word within what was asked. */
export type Placed = { readonly word: string; readonly at: number };

/** Of longer words nobody looks which others are like them, nor of more. */
const longestSpelled = 40;
const mostSpelled = 6;

/**
 * The words that may be mistyped: long enough to be told apart, without digits, and asked for. What is in quotation marks is meant as it
 * stands, and what must not be there is not missed.
 */
export function spelledIn(text: string): readonly Placed[] {
  const found: Placed[] = [];
  for (const { 3: bare, index } of text.matchAll(part)) {
    if (bare === undefined || bare.startsWith("-") || bare.toLowerCase() === "or") continue;
    for (const { 0: word, index: within } of bare.matchAll(new RegExp(wordShape, "gu"))) {
      const { length } = [...word];
      if (length > 3 && length <= longestSpelled && !/\p{N}/u.test(word))
        found.push({ word, at: index + within });
    }
  }
  return found.slice(0, mostSpelled);
}
