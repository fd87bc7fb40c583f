/** Text as it is safe to print: control characters from a file must not steer a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, "0")}`;
  });
}

const longest = 80;

/** A value from a file, in quotes and cut to a readable length. */
export function quoted(text: string): string {
  return `"${printable(shortened(text, longest))}"`;
}

/** The text, or its beginning and an ellipsis where it is wider than `width` columns. */
export function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The text filled up with spaces to `width` columns. */
export function padded(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}

/** Columns a text takes in a terminal: marks take none, East Asian letters two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}|\p{Cf}/u.test(character)) continue;
    width += /\p{sc=Han}|\p{sc=Hangul}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{Emoji_Presentation}/u.test(
      character,
    )
      ? 2
      : 1;
  }
  return width;
}
