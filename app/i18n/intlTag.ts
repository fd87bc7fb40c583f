import { intlTags, type Language } from "~/kernel/language/languages";

/** The tag of a language for Intl. */
export function intlTag(language: Language): string {
  return intlTags[language];
}
