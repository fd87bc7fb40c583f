import type { Language } from "~/kernel/language/languages";

/**
 * Figures are shown in Western digits in Arabic too: they must compare by eye with the published
 * files, and both are read in the regions that Codraft's Arabic addresses.
 */
export function intlTag(language: Language): string {
  return language === "ar" ? "ar-u-nu-latn" : language;
}
