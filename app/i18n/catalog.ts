import type { Language } from "~/kernel/language/languages";
import type { WordFile } from "./wordFiles";

type Words = Record<string, unknown>;

/** One file a language and feature, fetched when a page needs it. */
const files = import.meta.glob<Words>(["../../locales/*/*.json", "!**/mail.json"], { import: "default" });

/** The words of some files in a language. */
export async function loadWords(
  language: Language,
  wanted: readonly WordFile[],
): Promise<Record<string, Words>> {
  const loaded = await Promise.all(
    wanted.map(async (file) => [file, await files[`../../locales/${language}/${file}.json`]?.()]),
  );
  return Object.fromEntries(loaded.filter(([, words]) => words !== undefined));
}
