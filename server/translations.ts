import { readdirSync, readFileSync } from "node:fs";
import { createInstance, type i18n } from "i18next";
import { defaultLanguage, type Language, languages } from "~/kernel/language/languages";
import type { Translate } from "~/platform/deps";

const folder = new URL("../locales/", import.meta.url);

/** All languages and features from locales/, in one i18next instance. */
export function loadTranslations(): i18n {
  const resources = Object.fromEntries(
    languages.map((language) => {
      const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith(".json"));
      const features = files.map((name) => [
        name.slice(0, -".json".length),
        JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), "utf8")),
      ]);
      return [language, Object.fromEntries(features)];
    }),
  );
  const instance = createInstance();
  instance.init({
    lng: defaultLanguage,
    fallbackLng: defaultLanguage,
    resources,
    defaultNS: "common",
    initAsync: false,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
  return instance;
}

export function translatorOf(instance: i18n): (language: Language) => Translate {
  return (language) => instance.getFixedT(language) as unknown as Translate;
}
