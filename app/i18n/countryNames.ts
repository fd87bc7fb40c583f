import { collator, displayNames } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { countryCodes } from "~/kernel/places/countries";
import { intlTag } from "./intlTag";

export type Country = { readonly code: string; readonly name: string };

/** Countries in the order of their names, named here and not in the browser, whose edition of the names may be another. */
export function countriesIn(language: Language, codes: readonly string[] = countryCodes): Country[] {
  const names = displayNames(intlTag(language), "region");
  const { compare } = collator(language, {});
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => compare(a.name, b.name));
}
