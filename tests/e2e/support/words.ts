import { readdirSync, readFileSync } from "node:fs";
import { type Catalog, translateWith } from "~/i18n/translate";
import type { Language } from "~/kernel/language/languages";

type Translate = ReturnType<typeof translateWith>;
const made = new Map<Language, Translate>();

/** The words of a language as its pages have them, by "feature:key". */
export function wordsOf(language: Language): Translate {
  const known = made.get(language) ?? translateWith(language, catalogOf(language));
  made.set(language, known);
  return known;
}

function catalogOf(language: Language): Catalog {
  const folder = `locales/${language}`;
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(`${folder}/${name}`, "utf8"))]),
  );
}
