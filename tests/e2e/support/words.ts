import { readdirSync, readFileSync } from "node:fs";
import { createInstance, type i18n } from "i18next";

const catalogs = new Map<string, i18n>();

/** The words of a language as the application has them, by "feature:key". */
export function wordsOf(language: string): (key: string, values?: Record<string, unknown>) => string {
  const known = catalogs.get(language) ?? load(language);
  catalogs.set(language, known);
  return (key, values) => (known.t as (key: string, values?: object) => string)(key, values);
}

function load(language: string): i18n {
  const folder = `locales/${language}`;
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const catalog = Object.fromEntries(
    files.map((name) => [
      name.replace(".json", ""),
      JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as object,
    ]),
  );
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    resources: { [language]: catalog },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return i18n;
}
