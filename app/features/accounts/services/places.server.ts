import { intlTag } from "~/i18n/intlTag";
import { collator, displayNames } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { countryCodes } from "~/kernel/places/countries";

/** Languages that are offered first: those of the interface and the most spoken of each continent. */
const common = "ar bn de en es fa fr ha hi id it ja ko pt ru sw tr uk ur vi wo yo zh".split(" ");

/** Every language of ISO 639-1, but Twi, which is named as Akan is. */
const tongues = (
  "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en " +
  "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja " +
  "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb " +
  "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq " +
  "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
).split(" ");

export type SpokenLanguage = { readonly code: string; readonly name: string; readonly isCommon: boolean };

/** Countries to choose from, named and sorted for a reader. Named on the server: a browser's edition of the names may be another. */
export const namedCountries = (language: Language) => named(language, "region", countryCodes);

/** Languages that people can say they speak, and those that were chosen before, whatever they are. */
export const namedTongues = (language: Language, chosen: readonly string[]): SpokenLanguage[] =>
  named(language, "language", [...new Set([...tongues, ...chosen])])
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
