import type { Placed } from "./asked";

/** A word that a text has. */
export type Known = {
  readonly word: string;
  /** The same as it is compared: without accents, article and forms of letters. */
  readonly folded: string;
};

/** Every three signs in a row of a word, with its beginning and its end: as the database's `word_grams`. */
function gramsOf(word: string): ReadonlySet<string> {
  const signs = ["", "", ...word, ""].map((sign) => sign || " ");
  return new Set(signs.slice(2).map((_, at) => signs.slice(at, at + 3).join("")));
}

/** What share of the grams of two words both have, as PostgreSQL's `pg_trgm` counts it. */
export function similarity(one: string, other: string): number {
  const [a, b] = [gramsOf(one), gramsOf(other)];
  const shared = [...a].filter((gram) => b.has(gram)).length;
  return shared / (a.size + b.size - shared);
}

/** How many slips make one word of another: a sign too many, one missing, a wrong one, or two in the wrong order. */
export function slipsBetween(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, sign] of a.entries()) {
    const row = [i + 1];
    for (const [j, its] of b.entries()) {
      const isSwapped = i > 0 && j > 0 && sign === b[j - 1] && a[i - 1] === its;
      row.push(
        Math.min(
          (last[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (last[j] ?? 0) + (sign === its ? 0 : 1),
          isSwapped ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** So many slips are taken for slips: in a short word two would make any other of it. */
const mostSlips = (word: string): number => ([...word].length > 7 ? 2 : 1);
const leastSimilar = 0.3;

/**
 * Which of some known words may be meant by one that is not known, the likeliest first: by slips, then by how alike they are. One slip
 * is enough, however short the word; with two the words must be alike. `asked` is the word as it is compared.
 */
export function nearest<T extends Known>(typed: string, asked: string, known: readonly T[]): readonly T[] {
  const small = typed.toLowerCase();
  return known
    .map((one) => ({
      one,
      slips: slipsBetween(asked, one.folded),
      likeness: similarity(asked, one.folded),
      // Of words that are compared alike, that with the accents or the article that were typed.
      apart: slipsBetween(small, one.word),
    }))
    .filter(
      ({ slips, likeness }) =>
        slips > 0 && slips <= mostSlips(asked) && (slips < 2 || likeness >= leastSimilar),
    )
    .sort(
      (a, b) =>
        a.slips - b.slips ||
        b.likeness - a.likeness ||
        a.apart - b.apart ||
        (a.one.word < b.one.word ? -1 : 1),
    )
    .map(({ one }) => one);
}

/** What was asked with other words in the place of some of its own; a capital stays one. */
export function withWords(text: string, others: readonly (Placed & { readonly other: string })[]): string {
  let result = "";
  let done = 0;
  for (const { word, at, other } of others.toSorted((a, b) => a.at - b.at)) {
    const [first = "", ...rest] = other;
    const begins = /^\p{Lu}/u.test(word) ? first.toUpperCase() : first;
    result += text.slice(done, at) + begins + rest.join("");
    done = at + word.length;
  }
  return result + text.slice(done);
}
