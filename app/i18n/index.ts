import { useTranslation } from "react-i18next";
import type { Language } from "~/contracts/languages";

const features = [
  "common",
  "auth",
  "ballot",
  "compile",
  "errors",
  "mail",
  "manage",
  "process",
  "result",
  "rounds",
  "rules",
] as const;

/** Translate and format for the reader's language. Keys are "feature:name". */
export function useWords() {
  const { t, i18n } = useTranslation(features);
  const language = i18n.language as Language;
  return { t, language, format: formatFor(language) };
}

/**
 * Figures are shown in Western digits in Arabic too: they must compare by eye with the published
 * files, and both are read in the regions that Codraft's Arabic addresses.
 */
export function intlTag(language: Language): string {
  return language === "ar" ? "ar-u-nu-latn" : language;
}

/** Numbers, dates and lists by Intl. */
function formatFor(language: Language) {
  const tag = intlTag(language);
  return {
    number: (value: number, digits = 2) =>
      new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value),
    percent: (value: number) =>
      new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 }).format(value),
    date: (value: Date | string, timeZone = "UTC") =>
      new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone }).format(new Date(value)),
    moment: (value: Date | string, timeZone?: string) =>
      new Intl.DateTimeFormat(tag, {
        dateStyle: "full",
        timeStyle: "short",
        ...(timeZone ? { timeZone } : {}),
      }).format(new Date(value)),
    list: (items: readonly string[]) => new Intl.ListFormat(tag, { type: "conjunction" }).format(items),
  };
}
