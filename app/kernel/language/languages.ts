/** What the whole application has to know of a language to speak it. */
export type LanguageDefinition = {
  /** Its tag in addresses, in the database and as a folder of locales/. */
  readonly key: string;
  /** Its name in itself. */
  readonly name: string;
  readonly dir: "ltr" | "rtl";
  /** What it is written in, by which a page gets its fonts (app/ui/frame/head/Fonts.tsx). */
  readonly script: "latin" | "arabic" | "devanagari" | "japanese" | "han";
  /** Its tag for Intl: numbers, dates, names of countries. */
  readonly intl: string;
  /** PostgreSQL's text search configuration, which cuts and stems its words. */
  readonly search: string;
};

/**
 * The languages of the interface, in the order of the menu. Types, catalogs, negotiation, checks, search and the demo
 * follow from this list: another language is a line here, its words in locales/KEY, and the migration that
 * `npm run db:generate` makes for the search and for the columns that hold one of them.
 *
 * Figures are shown in Western digits in Arabic too: they must compare by eye with the published files, and both
 * are read in the regions that Codraft's Arabic addresses.
 */
const definitions = [
  { key: "en", name: "English", dir: "ltr", script: "latin", intl: "en", search: "english" },
  { key: "es", name: "Español", dir: "ltr", script: "latin", intl: "es", search: "spanish" },
  { key: "fr", name: "Français", dir: "ltr", script: "latin", intl: "fr", search: "french" },
  { key: "ar", name: "العربية", dir: "rtl", script: "arabic", intl: "ar-u-nu-latn", search: "arabic" },
  {
    key: "pt-BR",
    name: "Português (Brasil)",
    dir: "ltr",
    script: "latin",
    intl: "pt-BR",
    search: "portuguese",
  },
  { key: "de", name: "Deutsch", dir: "ltr", script: "latin", intl: "de", search: "german" },
  { key: "zh-CN", name: "简体中文", dir: "ltr", script: "han", intl: "zh-CN", search: "simple" },
  { key: "ja", name: "日本語", dir: "ltr", script: "japanese", intl: "ja", search: "simple" },
  { key: "hi", name: "हिन्दी", dir: "ltr", script: "devanagari", intl: "hi", search: "hindi" },
  { key: "sw", name: "Kiswahili", dir: "ltr", script: "latin", intl: "sw", search: "simple" },
] as const satisfies readonly LanguageDefinition[];

export type Language = (typeof definitions)[number]["key"];

/** Its pages have no prefix in their addresses; the other languages have theirs. */
export const defaultLanguage: Language = "en";

export const languages = definitions.map(({ key }) => key) as readonly Language[] as readonly [
  Language,
  ...Language[],
];

const each = <T>(value: (definition: LanguageDefinition) => T) =>
  Object.fromEntries(definitions.map((one) => [one.key, value(one)])) as Readonly<Record<Language, T>>;

const directions = each(({ dir }) => dir);

export function isLanguage(text: unknown): text is Language {
  return typeof text === "string" && Object.hasOwn(directions, text);
}

/** Names of the languages in themselves, for the language menu. */
export const languageNames = each(({ name }) => name);

/** How PostgreSQL cuts and stems each language; any other is searched word by word. */
export const textSearchConfigs = each(({ search }) => search);

/** The scripts in which pages are written. */
export const scripts = each(({ script }): LanguageDefinition["script"] => script);

/** The tag of a language for Intl: numbers, dates, names of countries. */
export const intlTags = each(({ intl }) => intl);

/** The scripts that are written from right to left. */
const fromTheRight: ReadonlySet<string> = new Set(
  "Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Sogd Syrc Syre Syrj Syrn Thaa Yezi".split(" "),
);

/**
 * In which direction a text runs. What people write may be in languages that the interface does not speak: those go by their script.
 * Browsers and Node do not say the direction itself alike yet (`getTextInfo`), the script they do.
 */
export function directionOf(language: string): "ltr" | "rtl" {
  if (isLanguage(language)) return directions[language];
  try {
    return fromTheRight.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
  } catch {
    return "ltr";
  }
}

/** A value for each language. */
export function inEachLanguage<T>(value: (language: Language) => T): Readonly<Record<Language, T>> {
  return each(({ key }) => value(key as Language));
}
