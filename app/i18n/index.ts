import type { TFunction } from "i18next";
import { createContext, createElement, type ReactNode, useContext, useEffect, useState } from "react";
import { put } from "~/kernel/keyed";
import { dateFormat, listFormat, numberFormat, relativeFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { intlTag } from "./intlTag";
import { type Catalog, fileOf, isolated, translateWith } from "./translate";
import type { WordFile } from "./wordFiles";

export type Words = ReturnType<typeof makeWords>;

const WordsContext = createContext<Words | undefined>(undefined);

/** Gives words to what is in it, which is drawn anew where it asked for some before they were there. */
export function WordsProvider({ value, children }: { value: Words; children?: ReactNode }) {
  const [shown, setShown] = useState(value);
  useEffect(() => value.onAwaited(() => setShown({ ...value })), [value]);
  return createElement(WordsContext.Provider, { value: shown }, children);
}

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
  const awaited = new Set<string>();
  let draw = () => {};
  const say: Say = translateWith(language, files, (file) => awaited.add(file));
  return {
    t: say as Translate,
    /** The same for keys that no compiler knows. */
    say,
    language,
    format: formatFor(language),
    has: (file: WordFile) => Object.hasOwn(files, file),
    add: (added: Catalog) => {
      for (const [file, words] of Object.entries(added)) put(files, file, words);
      const wereAwaited = Object.keys(added).filter((file) => awaited.delete(file));
      if (wereAwaited.length > 0) draw();
    },
    /** Hears of words that came after something had asked for them. One at a time: there is one page. */
    onAwaited: (hear: () => void) => {
      draw = hear;
      return () => {
        draw = () => {};
      };
    },
  };
}

type Say = ReturnType<typeof translateWith>;
type Translate = TFunction<["common", ...WordFile[]]>;

/** The same words, and which files of them were asked for: a browser waits for those of the page that it was sent. */
export function withNote(words: Words): { readonly words: Words; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  const say: Say = (key, values) => {
    asked.add(fileOf(key));
    return words.say(key, values);
  };
  return { words: { ...words, say, t: say as Translate }, asked };
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
    /** Names of people one after the other, each standing apart: it may be written the other way than the page. */
    names: (items: readonly string[]) =>
      listFormat(tag, { type: "unit", style: "short" }).format(items.map(isolated)),
    list: (items: readonly string[]) => listFormat(tag, { type: "conjunction" }).format(items),
  };
}
