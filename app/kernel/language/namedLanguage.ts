import { type ContentLanguage, readTag } from "./content";
import { looksFolded } from "./folded";
import { displayNames } from "./intl";
import { codesOfLanguages } from "./knownLanguages";
import { intlTags, languages } from "./languages";
import { ownName } from "./ownName";

const folded = (name: string) => looksFolded(name.trim());

let known: ReadonlyMap<string, string> | undefined;

/** Tags by what languages are called in themselves and in those of the interface. */
function namesOfLanguages(): ReadonlyMap<string, string> {
  if (known) return known;
  const found = new Map<string, string>();
  const codes = [...languages, ...codesOfLanguages];
  for (const code of codes) {
    const names = [
      ownName(code),
      ...languages.map((one) => displayNames(intlTags[one], "language").of(code) ?? ""),
    ];
    for (const name of names) if (name && !found.has(folded(name))) found.set(folded(name), code);
  }
  known = found;
  return found;
}

/** The language that somebody means by its tag or its name, in itself or in a language of the interface; null where it is none. */
export function namedLanguage(text: string): ContentLanguage | null {
  const byName = namesOfLanguages().get(folded(text));
  return byName === undefined ? readTag(text) : readTag(byName);
}

/** The same of several with commas between them; the first that is none. */
export function namedLanguages(
  text: string,
): { readonly languages: readonly ContentLanguage[] } | { readonly unknown: string } {
  const found: ContentLanguage[] = [];
  for (const name of text.split(/[,;،、，\n]/).map((one) => one.trim())) {
    if (name === "") continue;
    const language = namedLanguage(name);
    if (language === null) return { unknown: name };
    found.push(language);
  }
  return { languages: found };
}
