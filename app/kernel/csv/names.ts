import { hints, looseKey } from "~/kernel/text/nearest";
import type { LineProblem } from "./lines";

/** What a name in a file stands for, or what is wrong with it. */
export type Named = { readonly key: string } | Pick<LineProblem, "code" | "nearest" | "pair">;
export type NameReader = (name: string) => Named;

export type KnownName = { readonly key: string; readonly names: readonly string[] };

/**
 * Reads names against a list: by key, by name, or by a spelling that differs from exactly one
 * listed name in case, accents, spaces and punctuation only. Anything else is unknown.
 */
export function listedNames(list: readonly KnownName[]): NameReader {
  const exact = new Map<string, string>();
  const loose = new Map<string, string | null>();
  for (const { key, names } of list) {
    // Names before the key: a reader is told of the name.
    for (const name of [...names, key]) {
      if (!exact.has(name)) exact.set(name, key);
      const spelling = spellingOf(name);
      const isShared = loose.has(spelling) && loose.get(spelling) !== key;
      loose.set(spelling, isShared ? null : key);
    }
  }
  const nearest = hints(exact.keys());
  return remembered((name) => {
    const key = exact.get(name) ?? loose.get(spellingOf(name));
    if (key) return { key };
    const near = nearest(name);
    return { code: "unknown", ...(near === undefined ? {} : { nearest: near }) };
  });
}

/**
 * Reads names without a list: the first spelling of a name counts, and one that differs from it
 * in case, accents, spaces and punctuation only is taken for a slip, never for another name.
 */
export function firstSpellings(): NameReader {
  const first = new Map<string, string>();
  return remembered((name) => {
    const spelling = spellingOf(name);
    const known = first.get(spelling);
    if (known !== undefined && known !== name) return { code: "spelled-otherwise", nearest: known };
    first.set(spelling, name);
    return { key: name };
  });
}

/** Names without any letter or digit ("+") have no loose form and stand for themselves. */
function spellingOf(name: string): string {
  return looseKey(name) || name;
}

/** Files repeat the same few names on every line. */
function remembered(read: NameReader): NameReader {
  const answers = new Map<string, Named>();
  return (name) => {
    const known = answers.get(name);
    if (known) return known;
    const answer = read(name);
    answers.set(name, answer);
    return answer;
  };
}
