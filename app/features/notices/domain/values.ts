import { put } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { type Localized, localize } from "~/kernel/language/localized";

/** What the sentence of a notice, or of something to do, is made of. Titles come in all their languages, for the one who reads them. */
export type NoticeValues = Readonly<Record<string, string | number | Localized>>;

/** The same with titles in a reader's language, as far as there are any. */
export function titlesIn(language: Language, values: NoticeValues): Record<string, string | number> {
  const said: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values))
    put(said, name, typeof value === "object" ? localize(value, language).text : value);
  return said;
}
