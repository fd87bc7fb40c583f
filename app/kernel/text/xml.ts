/** Everything but the characters that XML 1.0 has a place for (its production Char). */
const outside = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** An XML document without the characters that would make it none, whatever somebody typed. */
export const wellFormed = (xml: string): string => xml.replace(outside, "");
