import { type Mark, plainText, renderComparison, renderMarkdown, renderSides } from "~/kernel/text/markdown";
import { BoundedCache } from "./boundedCache";

/**
 * Parsing Markdown costs more than all else that a page does with a text, and a text always gives the same HTML.
 * So each is parsed once for all its readers.
 */
const mostCharacters = 24_000_000;
const texts = new BoundedCache<string>(mostCharacters, (text) => text.length);

const separator = "\u2029";
const keyOf = (...parts: readonly string[]) => parts.join(separator);

/** Markdown as HTML, with some passages marked. `prefix` keeps the ids of footnotes apart on a page. */
export function renderCached(body: string, prefix: string, marks: readonly Mark[] = []): string {
  const marked = marks.length > 0 ? JSON.stringify(marks) : "";
  return texts.getOrMake(keyOf("html", prefix, marked, body), () => renderMarkdown(body, { prefix, marks }));
}

/** What a reader of the rendered text sees; anchors count in it. */
export function plainTextCached(body: string): string {
  return texts.getOrMake(keyOf("plain", body), () => plainText(body));
}

/** The new text with what came in and what went out marked. */
export function compareCached(before: string, after: string, prefix: string): string {
  return texts.getOrMake(keyOf("compared", prefix, before, after), () =>
    renderComparison(before, after, prefix),
  );
}

/** The same in two columns. */
export function sidesCached(before: string, after: string, prefix: string): { old: string; now: string } {
  const sides = texts.getOrMake(keyOf("sides", prefix, before, after), () =>
    JSON.stringify(renderSides(before, after, prefix)),
  );
  return JSON.parse(sides);
}
