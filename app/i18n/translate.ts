import { ownValue } from "~/kernel/keyed";
import { numberFormat } from "~/kernel/language/intl";
import { directionOf, type Language } from "~/kernel/language/languages";
import { intlTag } from "./intlTag";

/** The words of one language by file: texts, and groups of them by name. */
export type Catalog = Readonly<Record<string, unknown>>;

/**
 * What i18next does with the words of Codraft, in a thirtieth of its size: a page has to bring it along. A key is
 * "file:name.of.it"; `{{name}}` stands for a value, and with a number as `count` the text is the plural form of
 * the language. A key without words is answered by its own name. docs/decisions/026-words-by-feature.md has why.
 * A value that is written the other way than the sentence stands apart in it (see `apart`), and an amount is written as the language
 * writes numbers; what only has a number, as a comment or a line has one, keeps its figures. `whenMissing` hears of files
 * that are not there.
 */
export function translateWith(
  language: Language,
  catalog: Catalog,
  whenMissing: (file: string) => void = () => {},
) {
  const plurals = new Intl.PluralRules(language);
  const otherWay = lettersOfTheOtherWay[directionOf(language)];
  return (key: string, values: Readonly<Record<string, unknown>> = {}): string => {
    const file = ownValue(catalog, fileOf(key));
    if (file === undefined) whenMissing(fileOf(key));
    const name = key.slice(key.indexOf(":") + 1);
    const { count } = values;
    const form = typeof count === "number" ? textAt(file, `${name}_${plurals.select(count)}`) : undefined;
    const text = form ?? textAt(file, name) ?? name;
    return text.includes("{{")
      ? text.replace(/\{\{(\w+)\}\}/g, (place, value: string) =>
          Object.hasOwn(values, value)
            ? apart(inFigures(language, value, ownValue(values, value) ?? ""), otherWay)
            : place,
        )
      : text;
  };
}

/** Values of sentences that say how many there are of something. */
const amounts: ReadonlySet<string> = new Set(
  "added agreeing all asked components count done expected most needed offered people posts removed required reviewed seats size total units voted voters".split(
    " ",
  ),
);

/** An amount with the signs by which a language groups its figures and sets off their fractions; another value as it is. */
export const inFigures = (language: Language, name: string, value: unknown): unknown =>
  typeof value === "number" && amounts.has(name)
    ? numberFormat(intlTag(language), { maximumFractionDigits: 2 }).format(value)
    : value;

/** The file that a key names. */
export function fileOf(key: string): string {
  const colon = key.indexOf(":");
  return colon === -1 ? "common" : key.slice(0, colon);
}

const rightToLeft =
  "\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}";
const lettersOfTheOtherWay = {
  ltr: new RegExp(`[${rightToLeft}]`, "u"),
  rtl: new RegExp(`(?![${rightToLeft}])\\p{L}`, "u"),
};

/**
 * A value as it stands in a sentence: within Unicode's isolates where it has letters that are written the other way, so
 * that "1.0-RC1" in Arabic does not become "RC1-1.0" and the full stop after a name stays after it. Addresses and whole
 * texts stand by themselves, and an isolate would become a part of them.
 */
function apart(value: unknown, otherWay: RegExp): string {
  const text = String(value);
  if (typeof value !== "string" || !otherWay.test(text) || /^https?:|[\n\u2066-\u2069]/.test(text))
    return text;
  return isolated(text);
}

/** A text that keeps its own direction within a sentence, by Unicode's isolates. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** The values of a sentence in a language, each that is written the other way standing apart. */
export function valuesApart(
  language: Language,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const otherWay = lettersOfTheOtherWay[directionOf(language)];
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      // By the count itself the plural form is chosen: its figures are made when it is put in.
      const said = name === "count" ? value : inFigures(language, name, value);
      return [name, typeof said === "string" ? apart(said, otherWay) : said];
    }),
  );
}

function textAt(words: unknown, path: string): string | undefined {
  let found = words;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = ownValue(found as Record<string, unknown>, name);
  }
  return typeof found === "string" ? found : undefined;
}
