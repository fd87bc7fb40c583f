import byLanguage from "virtual:words";
import type { Language } from "~/kernel/language/languages";
import type { WordFile } from "./wordFiles";

type Words = Record<string, unknown>;

/** The words of some files in a language. */
export async function loadWords(
  language: Language,
  wanted: readonly WordFile[],
): Promise<Record<string, Words>> {
  const files = (await byLanguage[language]?.())?.default;
  const loaded = await Promise.all(
    wanted.map(async (file) => [file, await files?.[`/locales/${language}/${file}.json`]?.()]),
  );
  return Object.fromEntries(loaded.filter(([, words]) => words !== undefined));
}
