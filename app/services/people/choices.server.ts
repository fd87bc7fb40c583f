import { countryCodes } from "~/contracts/countries";
import type { Language } from "~/contracts/languages";
import { intlTag } from "~/i18n/intlTag";

/** Languages that people can say they speak; those of the interface and the most spoken of each continent. */
const tongues = "ar bn de en es fa fr ha hi id it ja ko pt ru sw tr uk ur vi wo yo zh".split(" ");

/** Countries to choose from, named and sorted for a reader. Named on the server: a browser's edition of the names may be another. */
export const namedCountries = (language: Language) => named(language, "region", countryCodes);
export const namedTongues = (language: Language) => named(language, "language", tongues);

function named(language: Language, type: "region" | "language", codes: readonly string[]) {
  const names = new Intl.DisplayNames([intlTag(language)], { type });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}
