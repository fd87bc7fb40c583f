import { isLanguage, type Language } from "./languages";

declare const written: unique symbol;

/**
 * A language in which people write: any that BCP 47 has a tag for, whether the interface speaks it or not. Whoever needs words of
 * the interface takes a `Language`, and the compiler tells the two apart: each `Language` is one of these, and not the other way round.
 */
export type ContentLanguage = Language | (string & { readonly [written]: true });

/** The longest tag: as RFC 5646 says that a buffer should have room for. */
const longest = 35;

/**
 * Language, script, region, variants and what is agreed on in private, in the case in which they are written: as JavaScript and
 * PostgreSQL both read it. Extensions say how figures or dates are shown, which is no other language.
 */
export const tagShape =
  "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?";
const shape = new RegExp(`^${tagShape}$`);

function canonical(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether this is the tag of a language as it is stored. Nothing more is asked of it: another edition of the registry may prefer
 * another tag, and what was stored stays.
 */
export function isContentLanguage(text: unknown): text is ContentLanguage {
  return typeof text === "string" && text.length <= longest && shape.test(text);
}

/** A language that was once written behind the one that it is counted to: "zh-yue" is "yue". */
const extended = /^[a-z]{2,3}-(?=[a-z]{3}(-|$))/i;

/** The language that somebody names by its tag, however they write that ("PT_br"), as it is stored; null where it is none. */
export function readTag(text: string): ContentLanguage | null {
  const written = text.trim().replaceAll("_", "-").replace(extended, "");
  const tag = written.length > longest ? null : canonical(written);
  return isContentLanguage(tag) ? tag : null;
}

/** A language without its script, region and variants. */
export function primaryOf(language: ContentLanguage): ContentLanguage {
  const [primary] = language.split("-");
  return isContentLanguage(primary) ? primary : language;
}

const inFull = (language: ContentLanguage) => new Intl.Locale(language).maximize().toString();

/** Whether a tag from elsewhere means a language: "fr-FR" or "FR" the one that is "fr" here, "pt" Brazilian, "zh-Hans" that of China. */
export function isMeant(tag: string, language: ContentLanguage): boolean {
  const read = readTag(tag);
  if (read === null || primaryOf(read) !== primaryOf(language)) return false;
  return read === primaryOf(read) || language === primaryOf(language) || inFull(read) === inFull(language);
}

/** The words of the interface for those who read a text in a language. */
export function interfaceFor(language: ContentLanguage, otherwise: Language): Language {
  return isLanguage(language) ? language : otherwise;
}
