import { isWord, wordsOf } from "~/kernel/text/wordDiff";

/** A text that was translated before, and where it stands. */
export type Remembered = { readonly source: string; readonly target: string; readonly from: string };

/** What is offered for a text: how alike its source is to that text, out of a hundred; a hundred alone is the same. */
export type Match = Remembered & { readonly likeness: number };

/** Less alike than this, somebody is quicker who translates anew. */
const leastAlike = 60;
const mostOffered = 3;
/** A word that so many of the remembered texts have tells nothing about which of them is meant. */
const tooCommon = 0.3;

type Bag = { readonly counts: ReadonlyMap<string, number>; readonly size: number };

/** Words and neighbouring pairs of them, so that the same words in another order are less alike. */
function bagOf(text: string): Bag {
  const words = wordsOf(text.normalize("NFKC").toLowerCase()).filter(isWord);
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [at, word] of words.entries()) {
    add(word);
    const next = words[at + 1];
    if (next !== undefined) add(`${word} ${next}`);
  }
  return { counts, size: words.length === 0 ? 0 : 2 * words.length - 1 };
}

/** Dice's coefficient of two bags, out of a hundred. */
function alike(a: Bag, b: Bag): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const [key, count] of a.counts) shared += Math.min(count, b.counts.get(key) ?? 0);
  return Math.floor((200 * shared) / (a.size + b.size));
}

/**
 * What a process has translated into a language, the newest first, to be asked for texts: the same text and others like it, the most
 * alike first, each translation once.
 */
export function makeMemory(remembered: readonly Remembered[]): (text: string) => Match[] {
  const bags = remembered.map(({ source }) => bagOf(source));
  const having = new Map<string, number[]>();
  for (const [at, { counts }] of bags.entries())
    for (const key of counts.keys()) {
      const known = having.get(key);
      if (known) known.push(at);
      else having.set(key, [at]);
    }
  const isTelling = (places: readonly number[]) =>
    places.length <= Math.max(20, tooCommon * remembered.length);
  return (text) => {
    const own = bagOf(text);
    const near = new Set<number>();
    for (const key of own.counts.keys()) {
      const places = having.get(key);
      if (places && isTelling(places)) for (const at of places) near.add(at);
    }
    const found: Match[] = [];
    for (const [at, one] of remembered.entries()) {
      const bag = bags[at];
      const isSame = one.source === text;
      if (!bag || !(isSame || near.has(at))) continue;
      // The same words with other marks or cases are all but the same.
      const likeness = isSame ? 100 : Math.min(99, alike(own, bag));
      if (likeness >= leastAlike) found.push({ ...one, likeness });
    }
    found.sort((a, b) => b.likeness - a.likeness);
    const targets = new Set<string>();
    return found.filter(({ target }) => !targets.has(target) && targets.add(target)).slice(0, mostOffered);
  };
}
