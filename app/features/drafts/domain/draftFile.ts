import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import type { Clause } from "./clause";
import { readClauseAddress } from "./shortLink";

/**
 * The file of a version: Markdown that reads well anywhere, and of which every clause comes back as it was. A comment
 * stands before each clause, and footnotes have the clause's place in their labels: in one file, two clauses with a
 * note 1 would share it.
 */

const reader = unified().use(remarkParse).use(remarkGfm);
type Block = Pick<Clause, "kind" | "heading" | "body">;
/** What a file's clause is, before an editor says what kind of clause. */
export type FiledClause = {
  readonly isSection: boolean;
  readonly heading: string;
  readonly body: string;
  /** What names the clause in its lasting address, where the file has it. */
  readonly code?: string;
};

const beginning = /^(?:# [^\n]*\n\n)?(<https?:\/\/[^\s>]+>\n\n)?(<!-- clause(?: (\d+))? -->)\n/;
const fromLine = /^<!-- (\S*) -->(?:\n|$)/;
const headLine = /^(##|###)(?: (.*))?$/;

const markerOf = (number: number) => (number === 0 ? "<!-- clause -->" : `<!-- clause ${number} -->`);
/** What the labels of a file's footnotes begin with, before the place of the clause. */
const signOf = (number: number) => "c".repeat(number + 1);

/** Where a version is found for good, and each clause of it. */
export type Links = { readonly version: string; readonly clauseOf: (at: number) => string };

/** A draft as one Markdown text, as it is read in again. Where it says where it is from, each clause does too, in a comment. */
export function draftAsMarkdown(title: string, clauses: readonly Block[], links?: Links): string {
  const all = clauses.map(({ body }) => body).join("\n");
  // Signs that no clause uses itself.
  let number = 0;
  while (all.includes(markerOf(number)) || all.includes(`[^${signOf(number)}`)) number++;
  const marker = markerOf(number);
  const blocks = clauses.map(({ kind, heading, body }, at) => {
    const sign = kind === "section" ? "##" : "###";
    const isMistaken = headLine.test(body.split("\n", 1)[0] ?? "");
    const head = heading ? `${sign} ${heading}` : kind === "section" || isMistaken ? sign : "";
    const text = relabelled(body, (label) => `${signOf(number)}${at + 1}-${label}`);
    const from = links ? `<!-- ${links.clauseOf(at)} -->\n` : "";
    return `${marker}\n${from}${[head, text].filter(Boolean).join("\n\n")}`;
  });
  const from = links ? [`<${links.version}>`] : [];
  return `${[`# ${title}`, ...from, ...blocks].join("\n\n")}\n`;
}

/** The clauses of such a file; null for a text of another kind. */
export function readDraftFile(source: string): readonly FiledClause[] | null {
  const begun = beginning.exec(source);
  if (!begun) return null;
  const [, linked, marker, number = "0"] = begun;
  if (Number(number) > 100) return null;
  const [, ...blocks] = `\n${source}`.split(`\n${marker}\n`);
  return blocks.map((block, at) => {
    const [note = "", url = ""] = (linked && fromLine.exec(block)) || [];
    const code = readClauseAddress(url)?.code;
    const text = block.slice(note.length).replace(/\n+$/, "");
    const [first = ""] = text.split("\n", 1);
    const head = headLine.exec(first);
    const body = head ? text.slice(first.length).replace(/^\n{1,2}/, "") : text;
    const own = `${signOf(Number(number))}${at + 1}-`;
    return {
      ...(code ? { code } : {}),
      isSection: head?.[1] === "##",
      heading: head?.[2] ?? "",
      body: relabelled(body, (label) => (label.startsWith(own) ? label.slice(own.length) : label)),
    };
  });
}

/** A text with other labels of its footnotes; nothing else in it changes. */
function relabelled(body: string, rename: (label: string) => string): string {
  if (!body.includes("[^")) return body;
  const places: { at: number; length: number; label: string }[] = [];
  visit(reader.parse(body) as Nodes, (node) => {
    if (node.type !== "footnoteReference" && node.type !== "footnoteDefinition") return;
    const at = (node.position?.start.offset ?? 0) + 2;
    const end = body.indexOf("]", at);
    if (end > at) places.push({ at, length: end - at, label: body.slice(at, end) });
  });
  return places
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (text, { at, length, label }) => text.slice(0, at) + rename(label) + text.slice(at + length),
      body,
    );
}
