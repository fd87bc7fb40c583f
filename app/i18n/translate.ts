import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";

/** The words of one language by file: texts, and groups of them by name. */
export type Catalog = Readonly<Record<string, unknown>>;

/**
 * What i18next does with the words of Codraft, in a thirtieth of its size: a page has to bring it along. A key is
 * "file:name.of.it"; `{{name}}` stands for a value, and with a number as `count` the text is the plural form of
 * the language. A key without words is answered by its own name. docs/decisions/026-words-by-feature.md has why.
 */
export function translateWith(language: Language, catalog: Catalog) {
  const plurals = new Intl.PluralRules(language);
  return (key: string, values: Readonly<Record<string, unknown>> = {}): string => {
    const colon = key.indexOf(":");
    const file = ownValue(catalog, colon === -1 ? "common" : key.slice(0, colon));
    const name = key.slice(colon + 1);
    const { count } = values;
    const form = typeof count === "number" ? textAt(file, `${name}_${plurals.select(count)}`) : undefined;
    const text = form ?? textAt(file, name) ?? name;
    return text.includes("{{")
      ? text.replace(/\{\{(\w+)\}\}/g, (place, value: string) =>
          Object.hasOwn(values, value) ? String(ownValue(values, value) ?? "") : place,
        )
      : text;
  };
}

function textAt(words: unknown, path: string): string | undefined {
  let found = words;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = ownValue(found as Record<string, unknown>, name);
  }
  return typeof found === "string" ? found : undefined;
}
