import type { ContentLanguage } from "~/kernel/language/content";
import { unspaced } from "~/kernel/language/folded";
import { cut } from "~/kernel/text/cut";
import { isWord, wordsOf } from "~/kernel/text/wordDiff";

/** Words of one language that stand for a term. */
type Called = { readonly term: string; readonly words: readonly string[] };

/** Where a term stands in a text, and by which of its words. */
export type Found = {
  readonly term: string;
  readonly word: string;
  readonly start: number;
  readonly end: number;
};

/** A word, or a sign of a script that puts no spaces between words. */
type Piece = {
  /** As it is compared, and other ways to read it. */
  readonly keys: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Whether a word, as it was told from its neighbours, begins and ends here. */
  readonly isBegin: boolean;
  readonly isEnd: boolean;
  readonly isSign: boolean;
};
type Wanted = { readonly term: string; readonly word: string; readonly pieces: readonly Piece[] };

const oneSign = new RegExp(`^${unspaced}`, "u");
/** Vowels and stretches of Arabic and what nobody sees: with or without them it is the same word. */
const unseen = /[\u064B-\u065F\u0670\u0640\u00AD\u200C\u200D]/g;
/** What Arabic writes into one word with it: and, with, for, like, the. */
const leading = /^[وف]?(?:[بك]?ال|لل|[بكل])?/;
/** What may stand between two words of one term. */
const joint = /^(?:[\s\p{Pd}'’·/]|\u30FB)*$/u;

const folded = (text: string, language: ContentLanguage) =>
  text.normalize("NFKC").toLocaleLowerCase(language).replace(unseen, "").replaceAll("ς", "σ");

function keysOf(word: string, language: ContentLanguage): string[] {
  const key = folded(word, language);
  if (!/\p{Script=Arabic}/u.test(key)) return [key];
  const bare = key.replace(leading, "");
  return bare !== key && bare.length >= 3 ? [key, bare] : [key];
}

function piecesOf(text: string, language: ContentLanguage): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const word of wordsOf(text)) {
    const start = at;
    at += word.length;
    if (!isWord(word)) continue;
    if (!oneSign.test(word)) {
      const keys = keysOf(word, language);
      pieces.push({ keys, start, end: at, isBegin: true, isEnd: true, isSign: false });
      continue;
    }
    let from = start;
    for (const sign of word) {
      const end = from + sign.length;
      const place = { isBegin: from === start, isEnd: end === at };
      pieces.push({ keys: [folded(sign, language)], start: from, end, isSign: true, ...place });
      from = end;
    }
  }
  return pieces;
}

/** Words have so many letters in common at least where one is taken for a form of the other, which has so many more at most. */
const leastShared = 4;
const mostMore = 3;

/**
 * Whether one word looks like a form of another: all of the shorter one stands at the beginning of the longer, or all but its last
 * letter, in place of which there are two or three ("study", "studies"). No dictionary is asked, so now and then it is another word.
 */
export function isForm(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const more = long.length - short.length;
  if (long.startsWith(short)) return short.length >= leastShared && more <= mostMore;
  const stem = short.slice(0, -1);
  return stem.length >= leastShared && more >= 1 && more < mostMore && long.startsWith(stem);
}

const isSame = (one: Piece, other: Piece) =>
  one.isSign || other.isSign
    ? one.keys[0] === other.keys[0]
    : one.keys.some((key) => other.keys.some((known) => isForm(key, known)));

/** Forms of a word begin alike. */
const beginOf = (key: string) => cut(key, 3);

/**
 * Finds terms in texts of a language, whatever their case and, roughly, their form. Where two overlap the longer one counts, of those
 * that are as long the one that stands first, and of the words of a place those that were named first. Scripts that put no spaces
 * between words are read sign by sign, as nobody can tell for sure where their words end; a term of one sign has to be a word by itself.
 */
export function termsIn(
  language: ContentLanguage,
  called: readonly Called[],
): (text: string) => readonly Found[] {
  const byBegin = new Map<string, Wanted[]>();
  for (const { term, words } of called)
    for (const word of words) {
      const pieces = piecesOf(word, language);
      const begins = new Set(pieces[0]?.keys.map(beginOf));
      for (const begin of begins) byBegin.set(begin, [...(byBegin.get(begin) ?? []), { term, word, pieces }]);
    }
  return (text) => {
    const pieces = piecesOf(text, language);
    const found: (Found & { readonly length: number })[] = [];
    for (const [at, piece] of pieces.entries()) {
      const candidates = new Set(piece.keys.flatMap((key) => byBegin.get(beginOf(key)) ?? []));
      for (const { term, word, pieces: wanted } of candidates) {
        const last = pieces[at + wanted.length - 1];
        if (!last || !stands(text, pieces, at, wanted)) continue;
        found.push({ term, word, start: piece.start, end: last.end, length: wanted.length });
      }
    }
    found.sort((a, b) => b.length - a.length || b.end - b.start - (a.end - a.start) || a.start - b.start);
    const taken: Found[] = [];
    for (const { length: _, ...one } of found)
      if (taken.every(({ start, end }) => one.end <= start || one.start >= end)) taken.push(one);
    return taken.sort((a, b) => a.start - b.start);
  };
}

function stands(text: string, pieces: readonly Piece[], at: number, wanted: readonly Piece[]): boolean {
  const [first] = wanted;
  const here = pieces[at];
  if (wanted.length === 1 && first?.isSign && !(here?.isBegin && here.isEnd)) return false;
  return wanted.every((one, nth) => {
    const piece = pieces[at + nth];
    const before = nth === 0 ? undefined : pieces[at + nth - 1];
    if (!piece || !isSame(piece, one)) return false;
    return before === undefined || joint.test(text.slice(before.end, piece.start));
  });
}

/** What a term is to be called in a language, and what not. */
export type Wording = {
  readonly term: string;
  readonly wanted: readonly string[];
  readonly avoided: readonly string[];
};

/** Why a translation may be looked at again: a word that is to be there is not, or one is there that is not to be. */
export type Hint =
  | { readonly kind: "lacks"; readonly term: string; readonly wanted: readonly string[] }
  | {
      readonly kind: "avoid";
      readonly term: string;
      readonly word: string;
      readonly wanted: readonly string[];
    };

/**
 * What a glossary has to say about translations into a language, given the terms that stand in their source. A word that is wanted
 * for any term is right wherever it stands, also as a part of what is to be avoided for another.
 */
export function hintsIn(
  language: ContentLanguage,
  wordings: readonly Wording[],
): (terms: ReadonlySet<string>, translation: string) => Hint[] {
  const byTerm = new Map(wordings.map((one) => [one.term, one]));
  const right = (term: string) => `+${term}`;
  const find = termsIn(language, [
    ...wordings.map(({ term, wanted }) => ({ term: right(term), words: wanted })),
    ...wordings.map(({ term, avoided }) => ({ term, words: avoided })),
  ]);
  const hasWanted = wantedIn(language, byTerm);
  return (terms, translation) => {
    if (translation.trim() === "") return [];
    const found = find(translation);
    return [...terms].flatMap((term): Hint[] => {
      const wording = byTerm.get(term);
      if (!wording) return [];
      const { wanted } = wording;
      const words = new Set(found.filter((one) => one.term === term).map(({ word }) => word));
      const avoid = [...words].map((word) => ({ kind: "avoid" as const, term, word, wanted }));
      // One hint says all where the wrong word stands in place of the right one.
      if (wanted.length === 0 || avoid.length > 0 || hasWanted(term, translation)) return avoid;
      return [{ kind: "lacks", term, wanted }];
    });
  };
}

/** Whether a translation has a word of a term, be it within a longer one that another term wants. What finds them is made once a term. */
function wantedIn(
  language: ContentLanguage,
  byTerm: ReadonlyMap<string, Wording>,
): (term: string, translation: string) => boolean {
  const finders = new Map<string, ReturnType<typeof termsIn>>();
  return (term, translation) => {
    const find = finders.get(term) ?? termsIn(language, [{ term, words: byTerm.get(term)?.wanted ?? [] }]);
    finders.set(term, find);
    return find(translation).length > 0;
  };
}

/** Several words of a cell or a field: each on a line of its own, or with a semicolon or a bar between them; each once. */
export function severalWords(text: string): string[] {
  const words = text.split(/[\n;；؛|]+/).map((one) => one.replace(/\s+/g, " ").trim());
  return [...new Set(words.filter((one) => one !== ""))];
}
