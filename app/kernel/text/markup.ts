/** Everything but the characters that XML 1.0 has a place for (its production Char). */
const outside = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** An XML document without the characters that would make it none, whatever somebody typed. */
export const wellFormed = (xml: string): string => xml.replace(outside, "");

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** A text as it stands in HTML, between tags and in quoted attributes: it opens no tag and ends no attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => entities.get(mark) ?? mark);
