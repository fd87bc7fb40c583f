import type { Language } from "~/kernel/language/languages";
import type { Feature } from "./features";

type Words = Record<string, unknown>;

/** One file a language and feature, fetched when a page needs it. */
const files = import.meta.glob<Words>(["../../locales/*/*.json", "!**/mail.json"], { import: "default" });

/** The words of some features in a language. */
export async function loadWords(
  language: Language,
  wanted: readonly Feature[],
): Promise<Record<string, Words>> {
  const loaded = await Promise.all(
    wanted.map(async (feature) => [feature, await files[`../../locales/${language}/${feature}.json`]?.()]),
  );
  return Object.fromEntries(loaded.filter(([, words]) => words !== undefined));
}
