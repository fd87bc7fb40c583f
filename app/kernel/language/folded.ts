/** Signs of the scripts that are written without spaces between words. */
export const unspaced =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Myanmar}\\p{Script=Khmer}\\u30FC]";

const letters: ReadonlyMap<string, string> = new Map(
  "œoe æae ßss þth øo đd ðd łl ħh ıi ŧt ςσ ٱا کك یي ىي ةه ہه ھه"
    .split(" ")
    .map(([sign = "", ...plain]) => [sign, plain.join("")]),
);

/** A word about as the database folds it: near enough to see which words are worth asking it about. */
export const looksFolded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640\u00AD\u200C\u200D]/gu, "")
    .toLowerCase()
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[^a-z]/g, (sign) => letters.get(sign) ?? sign);
