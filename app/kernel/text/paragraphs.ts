import { escaped } from "./markdown/asTyped";

/** Text without any marks of form as HTML: its paragraphs and lines as they were typed. */
export function asParagraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => `<p>${escaped(one).replace(/\n/g, "<br>")}</p>`)
    .join("\n");
}
