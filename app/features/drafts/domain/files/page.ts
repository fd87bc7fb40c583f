import { directionOf } from "~/kernel/language/languages";
import { escapeHtml as escaped } from "~/kernel/text/markup";
import { type Block, wordsOfBlock } from "./blocks";
import type { Run } from "./runs";

/** One page, set to be read and printed: nothing is fetched, and nothing runs. */
const style = `
:root { color-scheme: light dark }
body { font: 1.05rem/1.55 Georgia, "Noto Serif", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word }
h1, h2, h3, h4 { font-family: system-ui, sans-serif; line-height: 1.25; break-after: avoid }
h2 > a:first-child, h3 > a:first-child { font-size: .85em; text-decoration: none; unicode-bidi: isolate }
table { border-collapse: collapse } th, td { border: 1px solid; padding: .2rem .5rem; text-align: start }
blockquote { margin-inline: 1.5rem } .note, .fact { font-size: .85em }
pre { white-space: pre-wrap }
@media print {
  @page { margin: 20mm 18mm }
  :root { color-scheme: light } body { margin: 0; max-width: none; padding: 0; font-size: 11pt }
  p, li, tr { break-inside: avoid } p { orphans: 3; widows: 3 } a { color: inherit }
}`;

type Head = { readonly title: string; readonly language: string; readonly facts: readonly string[] };

/** Blocks as one document of HTML, complete in itself. `facts` stand below the title: where it is from, when, and what identifies it. */
export function asPage(blocks: readonly Block[], { title, language, facts }: Head): string {
  const told = facts.map((fact) => `<p class="fact">${linked(fact)}</p>`).join("\n");
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

type Open = { readonly tag: "ul" | "ol"; readonly list: number | undefined };

/** Blocks as they stand within each other: what is below an item is in it, and neighbours of a table or of code are one. */
function bodyOf(blocks: readonly Block[]): string {
  const out: string[] = [];
  const open: Open[] = [];
  const closeLists = (depth: number) => {
    while (open.length > depth) out.push(`</li></${open.pop()?.tag}>`);
  };
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as Block;
    if (block.kind === "bullet" || block.kind === "number") {
      closeLists(block.level + 1);
      if (open.length > block.level && open[block.level]?.list !== block.list) closeLists(block.level);
      if (open.length > block.level) out.push("</li>");
      while (open.length <= block.level) {
        const tag = block.kind === "bullet" ? "ul" : "ol";
        const isOuter = open.length < block.level;
        out.push(`<${tag}${block.start && !isOuter ? ` start="${block.start}"` : ""}>`);
        if (isOuter) out.push("<li>");
        open.push({ tag, list: isOuter ? undefined : block.list });
      }
      out.push(`<li>${inner(block)}`);
      continue;
    }
    closeLists(block.level);
    const last = lastLike(blocks, at);
    out.push(framed(blocks.slice(at, last + 1)));
    at = last;
  }
  closeLists(0);
  return out.join("\n");
}

/** The last of the neighbours that are one piece with a block. */
function lastLike(blocks: readonly Block[], at: number): number {
  const { kind, level, cell } = blocks[at] as Block;
  if (kind !== "cell" && kind !== "code") return at;
  let last = at;
  for (let next = blocks[last + 1]; next?.kind === kind; next = blocks[last + 1]) {
    if (next.level !== level || next.cell?.table !== cell?.table) break;
    last++;
  }
  return last;
}

const inner = ({ runs }: Block) => runs.map(asHtml).join("");

function framed(blocks: readonly Block[]): string {
  const [block] = blocks as readonly [Block];
  const id = block.anchor ? ` id="${block.anchor}"` : "";
  switch (block.kind) {
    case "title":
      return "";
    case "section":
      return `<h2${id}>${inner(block)}</h2>`;
    case "clause":
      return `<h3${id}>${inner(block)}</h3>`;
    case "heading":
      return `<h4>${inner(block)}</h4>`;
    case "quote":
      return `<blockquote><p>${inner(block)}</p></blockquote>`;
    case "code":
      return `<pre>${escaped(blocks.map(wordsOfBlock).join("\n"))}</pre>`;
    case "note":
      return `<p class="note">${inner(block)}</p>`;
    case "rule":
      return "<hr>";
    case "cell":
      return tableOf(blocks);
    default:
      return `<p>${inner(block)}</p>`;
  }
}

function tableOf(cells: readonly Block[]): string {
  const rows = new Map<number, string[]>();
  for (const cell of cells) {
    const row = cell.cell?.row ?? 0;
    const tag = row === 0 ? "th" : "td";
    rows.set(row, [...(rows.get(row) ?? []), `<${tag}>${inner(cell)}</${tag}>`]);
  }
  return `<table>${[...rows.values()].map((row) => `<tr>${row.join("")}</tr>`).join("")}</table>`;
}

function asHtml({ text, bold, italic, code, struck, sign, link }: Run): string {
  let html = escaped(text).replace(/\n/g, "<br>");
  if (code) html = `<code>${html}</code>`;
  if (bold) html = `<strong>${html}</strong>`;
  if (italic) html = `<em>${html}</em>`;
  if (struck) html = `<s>${html}</s>`;
  if (sign) html = `<sup class="note-sign">${html}</sup>`;
  return link ? `<a href="${escaped(link)}">${html}</a>` : html;
}
