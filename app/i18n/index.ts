import type { i18n as I18n } from "i18next";
import { useContext } from "react";
import { I18nContext } from "react-i18next";
import type { Language } from "~/kernel/language/languages";

import { intlTag } from "./intlTag";
import type { WordFile } from "./wordFiles";

type Words = ReturnType<typeof makeWords>;
const made = new WeakMap<I18n, Words>();

/**
 * Translate and format for the reader's language. Keys are "feature:name". Made once for all the
 * components of a page: a result has thousands of them.
 */
export function useWords(): Words {
  const { i18n } = useContext(I18nContext);
  const words = made.get(i18n) ?? makeWords(i18n);
  made.set(i18n, words);
  return words;
}

function makeWords(i18n: I18n) {
  const language = i18n.language as Language;
  return { t: i18n.getFixedT<["common", ...WordFile[]]>(language), language, format: formatFor(language) };
}

/** Numbers, dates and lists by Intl. */
function formatFor(language: Language) {
  const tag = intlTag(language);
  const numbers = new Map<number, Intl.NumberFormat>();
  const percents = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
  return {
    number: (value: number, digits = 2) => {
      const format = numbers.get(digits) ?? new Intl.NumberFormat(tag, { maximumFractionDigits: digits });
      numbers.set(digits, format);
      return format.format(value);
    },
    percent: (value: number) => percents.format(value),
    date: (value: Date | string, timeZone = "UTC") =>
      new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone }).format(new Date(value)),
    moment: (value: Date | string, timeZone?: string) =>
      new Intl.DateTimeFormat(tag, {
        dateStyle: "full",
        timeStyle: "short",
        ...(timeZone ? { timeZone } : {}),
      }).format(new Date(value)),
    /** Hours and minutes of the clock in a time zone. */
    time: (value: Date | string, timeZone?: string) =>
      new Intl.DateTimeFormat(tag, { timeStyle: "short", ...(timeZone ? { timeZone } : {}) }).format(
        new Date(value),
      ),
    list: (items: readonly string[]) => new Intl.ListFormat(tag, { type: "conjunction" }).format(items),
  };
}
