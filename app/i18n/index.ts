import type { TFunction } from "i18next";
import { createContext, useContext } from "react";
import { put } from "~/kernel/keyed";
import { dateFormat, listFormat, numberFormat, relativeFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { intlTag } from "./intlTag";
import { type Catalog, translateWith } from "./translate";
import type { WordFile } from "./wordFiles";

export type Words = ReturnType<typeof makeWords>;

const WordsContext = createContext<Words | undefined>(undefined);
export const WordsProvider = WordsContext.Provider;

/** Translate and format for the reader's language. Keys are "feature:name". */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("no WordsProvider around this");
  return words;
}

/**
 * The words of a language for all the components of a page: a result has thousands of them. In the browser files
 * are added when a page needs them.
 */
export function makeWords(language: Language, catalog: Catalog) {
  const files: Record<string, unknown> = { ...catalog };
  return {
    t: translateWith(language, files) as TFunction<["common", ...WordFile[]]>,
    language,
    format: formatFor(language),
    has: (file: WordFile) => Object.hasOwn(files, file),
    add: (added: Catalog) => {
      for (const [file, words] of Object.entries(added)) put(files, file, words);
    },
  };
}

/** Numbers, dates and lists by Intl. */
function formatFor(language: Language) {
  const tag = intlTag(language);
  return {
    number: (value: number, digits = 2) => numberFormat(tag, { maximumFractionDigits: digits }).format(value),
    percent: (value: number) =>
      numberFormat(tag, { style: "percent", maximumFractionDigits: 0 }).format(value),
    date: (value: Date | string, timeZone = "UTC") =>
      dateFormat(tag, { dateStyle: "long", timeZone }).format(new Date(value)),
    /** The parts of a leaf of a calendar: the number of the day, and the short name of its month. */
    dayNumber: (value: Date | string, timeZone = "UTC") =>
      dateFormat(tag, { day: "numeric", timeZone }).format(new Date(value)),
    month: (value: Date | string, timeZone = "UTC") =>
      dateFormat(tag, { month: "short", timeZone }).format(new Date(value)),
    moment: (value: Date | string, timeZone?: string) =>
      dateFormat(tag, {
        dateStyle: "full",
        timeStyle: "short",
        ...(timeZone ? { timeZone } : {}),
      }).format(new Date(value)),
    /** Hours and minutes of the clock in a time zone. */
    time: (value: Date | string, timeZone?: string) =>
      dateFormat(tag, { timeStyle: "short", ...(timeZone ? { timeZone } : {}) }).format(new Date(value)),
    /** How long it is until something, in milliseconds: whole days, below two of them hours, below two of those minutes. */
    until: (milliseconds: number) => {
      const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
      const [value, unit] =
        minutes >= 2880
          ? ([Math.floor(minutes / 1440), "day"] as const)
          : minutes >= 120
            ? ([Math.floor(minutes / 60), "hour"] as const)
            : ([minutes, "minute"] as const);
      return relativeFormat(tag, { numeric: "always" }).format(value, unit);
    },
    /** What stands one after the other and is no sentence. */
    parts: (items: readonly string[]) => listFormat(tag, { type: "unit", style: "short" }).format(items),
    list: (items: readonly string[]) => listFormat(tag, { type: "conjunction" }).format(items),
  };
}
