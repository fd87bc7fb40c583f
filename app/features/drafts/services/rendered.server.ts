import { renderComparison, renderMarkdown } from "~/kernel/text/markdown";

/** HTML of texts that were rendered lately; a text always gives the same. The oldest is forgotten first. */
const kept = new Map<string, string>();
const mostKept = 6000;

function keep(key: string, render: () => string): string {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const html = render();
  kept.set(key, html);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return html;
}

/** Markdown as HTML, kept for the next reader. */
export function renderCached(body: string, prefix: string): string {
  return keep(`${prefix}\n${body}`, () => renderMarkdown(body, { prefix }));
}

/** A comparison as HTML, kept for the next reader. */
export function compareKept(before: string, after: string, prefix: string): string {
  return keep(`${prefix}\n${before}\u2029${after}`, () => renderComparison(before, after, prefix));
}
