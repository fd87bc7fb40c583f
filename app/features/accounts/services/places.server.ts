import { intlTag } from "~/i18n/intlTag";
import { collator, displayNames } from "~/kernel/language/intl";
import { codesOfLanguages } from "~/kernel/language/knownLanguages";
import type { Language } from "~/kernel/language/languages";
import { countryCodes } from "~/kernel/places/countries";

/** Languages that are offered first: those of the interface and the most spoken of each continent. */
const common = "ar bn de en es fa fr ha hi id it ja ko pt ru sw tr uk ur vi wo yo zh".split(" ");

export type SpokenLanguage = { readonly code: string; readonly name: string; readonly isCommon: boolean };

/** Countries to choose from, named and sorted for a reader. Named on the server: a browser's edition of the names may be another. */
export const namedCountries = (language: Language) => named(language, "region", countryCodes);

/** Languages that people can say they speak, and those that were chosen before, whatever they are. */
export const namedTongues = (language: Language, chosen: readonly string[]): SpokenLanguage[] =>
  named(language, "language", [...new Set([...codesOfLanguages, ...chosen])])
    .filter(({ code, name }) => name !== code || chosen.includes(code))
    .map((one) => ({ ...one, isCommon: common.includes(one.code) }));

/** What has no name in the reader's language is named in English: left out, nobody could choose it. */
function named(language: Language, type: "region" | "language", codes: readonly string[]) {
  const [names, inEnglish] = [displayNames(intlTag(language), type), displayNames(intlTag("en"), type)];
  const nameOf = (code: string) => {
    const name = names.of(code) ?? code;
    return name === code ? (inEnglish.of(code) ?? code) : name;
  };
  const { compare } = collator(language, {});
  return codes.map((code) => ({ code, name: nameOf(code) })).sort((a, b) => compare(a.name, b.name));
}
