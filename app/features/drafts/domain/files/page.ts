import { directionOf } from "~/kernel/language/languages";
import type { Block, Run } from "./blocks";
import type { TrackedBlock } from "./tracked";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** One page, set to be read and printed: nothing is fetched, and nothing runs. */
const style = `
:root { color-scheme: light dark }
body { font: 1.05rem/1.55 Georgia, "Noto Serif", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; break-after: avoid }
.number { font-family: system-ui, sans-serif; font-size: .85em; text-decoration: none; unicode-bidi: isolate }
table { border-collapse: collapse } th, td { border: 1px solid; padding: .2rem .5rem; text-align: start }
blockquote { margin-inline: 1.5rem } .note { font-size: .85em } .in { margin-inline-start: 1.5rem }
pre { white-space: pre-wrap }
@media print {
  @page { margin: 20mm 18mm }
  :root { color-scheme: light } body { margin: 0; max-width: none; font-size: 11pt }
  p, li, tr { break-inside: avoid } a { color: inherit }
}`;

/** Blocks as one document of HTML, complete in itself. `facts` stand below the title: where it is from, when, and what identifies it. */
export function asPage(
  blocks: readonly (Block | TrackedBlock)[],
  {
    title,
    language,
    facts,
  }: { readonly title: string; readonly language: string; readonly facts: readonly string[] },
): string {
  const told = facts.map((fact) => `<p class="note">${linked(fact)}</p>`).join("\n");
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${told}
${bodyOf(blocks)}
</body>
</html>
`;
}

const linked = (fact: string) =>
  /^https?:\/\/\S+$/.test(fact) ? `<a href="${escaped(fact)}" dir="ltr">${escaped(fact)}</a>` : escaped(fact);

function bodyOf(blocks: readonly Block[]): string {
  const out: string[] = [];
  const open: { readonly tag: "ul" | "ol"; readonly list: number | undefined }[] = [];
  let rows: { readonly of: string; readonly cells: string[] }[] = [];
  const closeLists = (depth: number) => {
    for (let last = open.pop(); last; last = open.pop()) {
      if (open.length < depth) {
        open.push(last);
        return;
      }
      out.push(`</${last.tag}>`);
    }
  };
  const closeTable = () => {
    if (rows.length > 0)
      out.push(
        `<table>${rows.map(({ cells }) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`,
      );
    rows = [];
  };
  for (const block of blocks) {
    const inner = block.runs.map(asHtml).join("");
    if (block.kind === "cell") {
      closeLists(0);
      const of = `${block.cell?.table} ${block.cell?.row}`;
      const last = rows.at(-1);
      if (last?.of === of) last.cells.push(inner);
      else rows.push({ of, cells: [inner] });
      continue;
    }
    closeTable();
    if (block.kind === "bullet" || block.kind === "number") {
      const tag = block.kind === "bullet" ? "ul" : "ol";
      closeLists(block.level + 1);
      if (open[block.level]?.list !== block.list) closeLists(block.level);
      while (open.length <= block.level) {
        out.push(`<${tag}>`);
        open.push({ tag, list: block.list });
      }
      out.push(`<li>${inner}</li>`);
      continue;
    }
    closeLists(0);
    out.push(framed(block, inner));
  }
  closeTable();
  closeLists(0);
  return out.join("\n");
}

function framed(block: Block, inner: string): string {
  const id = block.anchor ? ` id="${block.anchor}"` : "";
  switch (block.kind) {
    case "title":
      return "";
    case "section":
      return `<h2${id}>${inner}</h2>`;
    case "heading":
      return `<h3${id}>${inner}</h3>`;
    case "quote":
      return `<blockquote>${inner}</blockquote>`;
    case "code":
      return `<pre>${inner}</pre>`;
    case "note":
      return `<p class="note">${inner}</p>`;
    default:
      return `<p${block.level > 0 ? ' class="in"' : ""}>${inner}</p>`;
  }
}

function asHtml({ text, bold, italic, code, struck, raised, link }: Run): string {
  let html = escaped(text).replace(/\n/g, "<br>");
  if (code) html = `<code>${html}</code>`;
  if (bold) html = `<strong>${html}</strong>`;
  if (italic) html = `<em>${html}</em>`;
  if (struck) html = `<s>${html}</s>`;
  if (raised) html = `<sup>${html}</sup>`;
  return link ? `<a href="${escaped(link)}">${html}</a>` : html;
}
