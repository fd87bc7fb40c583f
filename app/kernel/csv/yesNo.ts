import { looseKey } from "~/kernel/text/nearest";

/** As people and spreadsheets say it in the languages of the site. */
const yes = [
  "yes",
  "y",
  "true",
  "1",
  "x",
  "✓",
  "✔",
  "sí",
  "s",
  "verdadero",
  "oui",
  "o",
  "vrai",
  "نعم",
  "صحيح",
  "sim",
  "verdadeiro",
  "ja",
  "j",
  "wahr",
  "是",
  "はい",
  "○",
  "ndiyo",
  "kweli",
  "हाँ",
  "हां",
];
const no = [
  "no",
  "n",
  "false",
  "0",
  "-",
  "falso",
  "non",
  "faux",
  "لا",
  "خطأ",
  "não",
  "nein",
  "falsch",
  "否",
  "いいえ",
  "×",
  "hapana",
  "नहीं",
];

const spelling = (word: string) => looseKey(word) || word;
const answers = new Map([
  ...yes.map((word) => [spelling(word), true] as const),
  ...no.map((word) => [spelling(word), false] as const),
]);

/** A yes or no as files say it: null where nothing is said, undefined for anything else. */
export function readYesNo(text: string): boolean | null | undefined {
  const said = text.trim();
  return said === "" ? null : answers.get(spelling(said));
}
