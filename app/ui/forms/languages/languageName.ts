import { createContext, useContext } from "react";
import { ownValue } from "~/kernel/keyed";
import { languageNames, languages } from "~/kernel/language/languages";

/** Names of the languages of the process at hand that the interface does not speak: the server knows them, browsers differ. */
export const LanguageNames = createContext<Readonly<Record<string, string>>>({});

/** The languages in which something is written here: those of the interface, the others of the process, and what was chosen before. */
export function useWrittenLanguages(chosen: readonly string[] = []): readonly string[] {
  const names = useContext(LanguageNames);
  return [...new Set([...languages, ...Object.keys(names), ...chosen])];
}

/** What a language is called in itself. */
export function useLanguageName(): (language: string) => string {
  const names = useContext(LanguageNames);
  return (language) => ownValue<string>(languageNames, language) ?? ownValue(names, language) ?? language;
}
