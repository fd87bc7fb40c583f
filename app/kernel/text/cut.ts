/** Marks, joiners, variants and skin tones belong to the character before them. */
const attached = /^[\p{M}\p{Emoji_Modifier}\u200D]/u;

/** Whether a place lies inside of what a reader takes for one character. */
function isInside(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const unit = text.charCodeAt(at);
  const isHalf = unit >= 0xdc00 && unit <= 0xdfff && /[\uD800-\uDBFF]/.test(text[at - 1] ?? "");
  return isHalf || text[at - 1] === "\u200D" || attached.test(text.slice(at, at + 2));
}

/** The beginning of a text, at most so many UTF-16 units: it never ends within a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = most;
  while (isInside(text, end)) end--;
  return text.slice(0, end);
}

/** What something is called that may have no title: the beginning of its text then stands for it. */
export const titleOrBeginning = (title: string | null, body: string, most = 80): string =>
  title || cut(body, most);

/** The same with a sign where something was left out. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${cut(text, most - 1)}…`;

/** Whether a place in a text lies between the halves of a character. */
export const isHalfway = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? "") && /[\uDC00-\uDFFF]/.test(text[at] ?? "");

/** What stands between two places; a character that one of them halves is left out. */
export function between(text: string, from: number, to: number): string {
  const start = isHalfway(text, from) ? from + 1 : from;
  const end = isHalfway(text, to) ? to - 1 : to;
  return text.slice(start, Math.max(start, end));
}
