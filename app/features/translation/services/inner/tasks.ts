import { type Found, type Hint, hintsIn, termsIn } from "~/features/translation/domain/glossary";
import { type Match, makeMemory, type Remembered } from "~/features/translation/domain/memory";
import type { ContentLanguage } from "~/kernel/language/content";
import { task } from "~/platform/heavy/work";

/** Looks up texts in what was translated before. */
export const recall = task<
  { readonly texts: readonly string[] },
  { readonly remembered: readonly Remembered[] },
  Match[][]
>("recalling translations", async ({ texts }, portions) => {
  const all: Remembered[] = [];
  for await (const { remembered } of portions) all.push(...remembered);
  return texts.map(makeMemory(all));
});

/** A term as a glossary has it: what it is found by, and what it is called in the language of the translation. */
export type LookedUp = {
  readonly term: string;
  readonly words: readonly string[];
  readonly wanted: readonly string[];
  readonly avoided: readonly string[];
};

/** Terms of a text in the order in which they stand, and what is to be said of its translation. */
export type Said = { readonly terms: readonly string[]; readonly hints: readonly Hint[] };

/** Looks for the terms of a glossary in texts and their translations. */
export const lookUpTerms = task<
  {
    readonly from: ContentLanguage;
    readonly into: ContentLanguage;
    readonly glossary: readonly LookedUp[];
    readonly texts: readonly { readonly source: string; readonly translation: string }[];
  },
  never,
  Said[]
>("looking up terms", ({ from, into, glossary, texts }) => {
  const find = termsIn(from, glossary);
  const hints = hintsIn(into, glossary);
  return texts.map(({ source, translation }) => {
    const terms = new Set(find(source).map(({ term }) => term));
    return { terms: [...terms], hints: hints(terms, translation) };
  });
});

/** Looks for the places of terms: the clauses in which each stands, in their order. */
export const placeTerms = task<
  {
    readonly language: ContentLanguage;
    readonly glossary: readonly Pick<LookedUp, "term" | "words">[];
    readonly clauses: readonly { readonly id: string; readonly text: string }[];
  },
  never,
  Record<string, string[]>
>("placing terms of a glossary", ({ language, glossary, clauses }) => {
  const find = termsIn(language, glossary);
  const places = new Map<string, Set<string>>();
  for (const { id, text } of clauses)
    for (const { term } of find(text) as readonly Found[])
      places.set(term, (places.get(term) ?? new Set()).add(id));
  return Object.fromEntries([...places].map(([term, ids]) => [term, [...ids]]));
});
