import { tokenizeVTTCue, VTTCue, type VTTNode } from "media-captions";
import type { BadLines, LineProblem } from "~/kernel/csv/lines";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import { readPlain } from "./plainTranscript";
import { clock, type FoundName, type Passage, passagesOf, type Spoken, squeeze } from "./speakers";

/** What was said, and the names that it was given to. */
export type Transcript = { readonly passages: readonly Passage[]; readonly names: readonly FoundName[] };

const mostPassages = 5000;
const longest = 4000;

/**
 * Reads a transcript: WebVTT, SRT with or without numbers, or plain text as programs for calls save it. Problems name the
 * line; a file with any is not taken. `notNames` are beginnings of lines of which a person said that nobody is
 * called so.
 */
export function readTranscript(
  source: string,
  notNames: readonly string[] = [],
): Result<Transcript, BadLines> {
  const text = source
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/^[ \t]+$/gm, "");
  const format = formatOf(text);
  const spoken = format === "text" ? ok(readPlain(text)) : readCaptions(text, format);
  if (!spoken.ok) return spoken;
  const read = passagesOf(spoken.value, notNames);
  if (read.passages.length === 0) return bad([{ line: 1, code: "no-rows" }]);
  if (read.passages.length > mostPassages || read.passages.some((one) => one.text.length > longest))
    return bad([{ line: 1, code: "too-large" }]);
  return ok(read);
}

/** What is shown of a transcript before it is stored: all names, and how it begins. */
export const beginningOf = ({ passages, names }: Transcript) => ({
  names,
  first: passages.slice(0, 30),
  count: passages.length,
});

type Format = "vtt" | "srt";

/** SRT begins with the number of a cue and its time; some programs leave the numbers out. */
function formatOf(text: string): Format | "text" {
  if (/^WEBVTT(\s|$)/.test(text)) return "vtt";
  const begin = cut(text.trimStart(), 400);
  return /^\d+[ \t]*\n(?:\d+:\d+:\d+|[^\n]*-->)/.test(begin) || /^[\d:.,]+[ \t]*-->[ \t]*\d/.test(begin)
    ? "srt"
    : "text";
}

function readCaptions(text: string, type: Format): Result<readonly Spoken[], BadLines> {
  const [header, ...others] = blocksOf(text);
  const isComment = ({ rows: [first = ""] }: Block) => type === "vtt" && /^(NOTE|STYLE|REGION)/.test(first);
  const blocks = (type === "vtt" ? others : header ? [header, ...others] : []).filter(
    (one) => !isComment(one),
  );
  const lines = type === "vtt" && header ? timesIn(header) : [];
  const spoken: Spoken[] = [];
  for (const block of blocks) {
    const cue = cueOf(block, type);
    lines.push(...cue.bad);
    if (cue.bad.length === 0) spoken.push(...voicesOf(cue.startsMs, cue.words));
  }
  return lines.length > 0 ? bad(lines.map((line) => ({ line, code: "time" as const }))) : ok(spoken);
}

const bad = (problems: readonly LineProblem[]) => fail({ code: "bad_lines" as const, problems });

/** Lines that stand together, and the number of the first. */
type Block = { readonly line: number; readonly rows: readonly string[] };

function blocksOf(text: string): Block[] {
  let line = 1;
  return text.split(/(\n{2,})/).flatMap((part) => {
    const block = { line, rows: part.split("\n") };
    line += block.rows.length - 1;
    return part.startsWith("\n") || part === "" ? [] : [block];
  });
}

const timesIn = ({ line, rows }: Block, from = 0) =>
  rows.flatMap((row, at) => (at >= from && /\d\s*-->\s*\d/.test(row) ? [line + at] : []));

type Cue = { readonly startsMs: number; readonly words: string; readonly bad: number[] };

/** A cue, or the lines of it on which its time is wrong or missing, or a second one stands among the words. */
function cueOf(block: Block, type: Format): Cue {
  const { line, rows } = block;
  const none = { startsMs: 0, words: "" };
  const at = rows.slice(0, 2).findIndex((row) => row.includes("-->"));
  if (at === -1) {
    const isNumbered = /^\d+$/.test(rows[0] ?? "") && rows.length > 1;
    return { ...none, bad: [line + (isNumbered ? 1 : 0)] };
  }
  const row = rows[at] ?? "";
  const [from = "", to = ""] = (type === "srt" ? row.replaceAll(",", ".") : row).split(/[ \t]*-->[ \t]+/);
  const begins = clock(from);
  const ends = clock(to.split(/[ \t]/)[0] ?? "");
  // A cue of no length is a last word that the recording cut off.
  const isSound = begins !== null && ends !== null && ends >= begins;
  const wrong = [...(isSound ? [] : [line + at]), ...timesIn(block, at + 1)];
  return { startsMs: begins ?? 0, words: rows.slice(at + 1).join("\n"), bad: wrong };
}

/** What each voice of a cue says. */
function voicesOf(startsMs: number, words: string): Spoken[] {
  // A "<" that begins no tag is one that somebody wrote.
  const cue = new VTTCue(0, 1, words.replace(/<(?!\/?[a-z\d][^<>]*>)/gi, "&lt;"));
  const parts = [{ voice: "", text: "" }];
  for (const node of nodesOf(tokenizeVTTCue(cue))) {
    if (node.type === "v") parts.push({ voice: cut(squeeze(node.voice ?? ""), 80), text: "" });
    const part = parts.at(-1);
    if (part && node.type === "text") part.text += node.data;
  }
  return parts.map(({ voice, text }) => ({ startsMs, voice, lines: text.split("\n") }));
}

/** Nodes and those within them, in order. Not by calls that call themselves: files can nest deeper than those. */
function nodesOf(nodes: readonly VTTNode[]): VTTNode[] {
  const found: VTTNode[] = [];
  const left = nodes.toReversed();
  for (let node = left.pop(); node; node = left.pop()) {
    found.push(node);
    if (node.type !== "text") for (const child of node.children.toReversed()) left.push(child);
  }
  return found;
}
