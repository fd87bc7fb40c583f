import { put } from "../keyed";
import type { ContentLanguage } from "./content";

/**
 * Content in several languages. `source` is the language it was written in; `basedOn` keeps for
 * each translation the source text it was made from, so that a translation whose source has
 * changed since says so instead of passing for current.
 */
export type Localized<T extends string = string> = {
  source: ContentLanguage;
  text: Partial<Record<ContentLanguage, T>>;
  basedOn?: Partial<Record<ContentLanguage, string>>;
};

export type LocalizedView = {
  text: string;
  language: ContentLanguage;
  /** source: as written; translated: current; stale: the source changed since; fallback: no translation. */
  state: "source" | "translated" | "stale" | "fallback";
};

/** The text for a reader, with what it is to them. An empty translation counts as none. */
export function localize(value: Localized, language: ContentLanguage): LocalizedView {
  const source = value.text[value.source] ?? "";
  const own = value.text[language];
  if (language === value.source) return { text: source, language, state: "source" };
  if (!own) return { text: source, language: value.source, state: "fallback" };
  const current = value.basedOn?.[language] === undefined || value.basedOn[language] === source;
  return { text: own, language, state: current ? "translated" : "stale" };
}

/**
 * The value after an edit of one language. An edited translation is based on today's source; an
 * edited source leaves the translations standing, and stale. A form shows the source where there is no
 * translation: what comes back as it was is none.
 */
export function withText<T extends string>(
  value: Localized<T>,
  language: ContentLanguage,
  text: T,
): Localized<T> {
  const source: string = value.text[value.source] ?? "";
  if (localize(value, language).state === "fallback" && (text === source || text === "")) return value;
  if (language === value.source) {
    const basedOn = { ...value.basedOn };
    for (const [other, translated] of Object.entries(value.text))
      if (other !== language && translated && !Object.hasOwn(basedOn, other)) put(basedOn, other, source);
    return { ...value, text: { ...value.text, [language]: text }, basedOn };
  }
  return {
    ...value,
    text: { ...value.text, [language]: text },
    basedOn: { ...value.basedOn, [language]: source },
  };
}

/** Everything that it says, in whatever language: by each of it a file may mean it. */
export function textsIn(value: Localized): string[] {
  return Object.values(value.text).flatMap((text) => text || []);
}

/** A text known in its source language alone. */
export function plain<T extends string>(text: T, source: ContentLanguage = "en"): Localized<T> {
  const texts: Partial<Record<ContentLanguage, T>> = { [source]: text };
  return { source, text: texts };
}
