import { displayNames } from "./intl";
import { isLanguage, languageNames } from "./languages";

/**
 * What a language is called in itself, beginning with a capital as in a list; in English where Node does not know that, else its tag.
 * For the server: browsers know other names, and a page would change under its reader (`useLanguageName` is for components).
 */
export function ownName(language: string): string {
  if (isLanguage(language)) return languageNames[language];
  try {
    const name = displayNames(language, "language").of(language) ?? language;
    if (name === language) return language;
    const [first = "", ...rest] = name;
    return first.toLocaleUpperCase(language) + rest.join("");
  } catch {
    return language;
  }
}

/** The names of those of some languages that the interface does not speak, by their tags. */
export function namesBeyond(languages: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(languages.flatMap((one) => (isLanguage(one) ? [] : [[one, ownName(one)]])));
}
