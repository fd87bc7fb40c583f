import { readdirSync, readFileSync } from "node:fs";
import { createInstance, type FormatterModule, type i18n } from "i18next";
import { inFigures, valuesApart } from "~/i18n/translate";
import { defaultLanguage, isLanguage, type Language, languages } from "~/kernel/language/languages";
import type { Translate } from "~/platform/deps";
import { projectPath } from "~db/projectFolder";

/** What is put into sentences, as pages put it: the one format that there is. */
const figures: FormatterModule = {
  type: "formatter",
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value, _as, language, options: Readonly<Record<string, unknown>> = {}) =>
    isLanguage(language) ? (inFigures(language, String(options.interpolationkey), value) as string) : value,
};

/** Hears of a sentence that is said without one of the values that it names, by its text and the name with its braces. */
type Missing = (text: string, name: string) => string;

/** All languages and features from locales/, in one i18next instance. */
export function loadTranslations(missing?: Missing): i18n {
  const resources = Object.fromEntries(
    languages.map((language) => {
      const folder = projectPath(`locales/${language}`);
      const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
      const features = files.map((name) => [
        name.slice(0, -".json".length),
        JSON.parse(readFileSync(`${folder}/${name}`, "utf8")),
      ]);
      return [language, Object.fromEntries(features)];
    }),
  );
  const instance = createInstance().use(figures);
  instance.init({
    lng: defaultLanguage,
    fallbackLng: defaultLanguage,
    resources,
    defaultNS: "common",
    initAsync: false,
    interpolation: { escapeValue: false, alwaysFormat: true },
    ...(missing
      ? {
          missingInterpolationHandler: (text: string, [name]: readonly string[]) => missing(text, name ?? ""),
        }
      : {}),
  });
  return instance;
}

export function translatorOf(instance: i18n): (language: Language) => Translate {
  const made = new Map<Language, Translate>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const words = instance.getFixedT(language) as unknown as (key: string, values?: object) => string;
    // As pages say it: what is written the other way stands apart in its sentence.
    const translate = ((key: string, values?: Readonly<Record<string, unknown>>) =>
      words(key, values && valuesApart(language, values))) as Translate;
    made.set(language, translate);
    return translate;
  };
}
