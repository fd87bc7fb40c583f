import {
  type CaptionsFileFormat,
  parseText,
  parseVTTTimestamp,
  tokenizeVTTCue,
  type VTTCue,
  type VTTNode,
} from "media-captions";
import type { BadLines, LineProblem } from "~/kernel/csv/lines";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";

export type Passage = {
  /** Milliseconds from the beginning; null where the text has no times. */
  readonly startsMs: number | null;
  readonly speaker: string;
  readonly text: string;
};

const mostPassages = 5000;
const longest = 4000;

/**
 * Reads a transcript: WebVTT, SRT, or plain text with a passage a paragraph ("12:04 Name: words" or
 * "Name: words" are understood). Problems name the line; a file with any is not taken.
 */
export async function readTranscript(source: string): Promise<Result<readonly Passage[], BadLines>> {
  const text = source
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/^[ \t]+$/gm, "");
  const format = formatOf(text);
  const read = format === "text" ? ok(readPlain(text)) : await readCaptions(text, format);
  if (!read.ok) return read;
  const passages = read.value.filter((one) => one.text !== "");
  if (passages.length === 0) return bad([{ line: 1, code: "no-rows" }]);
  if (passages.length > mostPassages || passages.some((one) => one.text.length > longest))
    return bad([{ line: 1, code: "too-large" }]);
  return ok(passages);
}

function formatOf(text: string): CaptionsFileFormat | "text" {
  if (/^WEBVTT(\s|$)/.test(text)) return "vtt";
  return /^\s*\d+[ \t]*\n(?:\d+:\d+:\d+|[^\n]*-->)/.test(text) ? "srt" : "text";
}

async function readCaptions(
  text: string,
  type: CaptionsFileFormat,
): Promise<Result<readonly Passage[], BadLines>> {
  const [header, ...others] = blocksOf(text);
  const isComment = ({ rows: [first = ""] }: Block) => type === "vtt" && /^(NOTE|STYLE|REGION)/.test(first);
  const cues = type === "vtt" ? others : header ? [header, ...others] : [];
  // The reader passes over these without a word.
  const lines = cues.filter((block) => !isComment(block)).flatMap((block) => badTimes(block, type));
  if (type === "vtt" && header) lines.unshift(...timesIn(header));
  if (lines.length > 0) return bad(lines.map((line) => ({ line, code: "time" as const })));
  return ok((await parseText(text, { type, errors: false, strict: false })).cues.flatMap(passagesOf));
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

/** The lines of a cue on which its time is wrong or missing, or a second one stands among the words. */
function badTimes(block: Block, type: CaptionsFileFormat): number[] {
  const { line, rows } = block;
  const at = rows.slice(0, 2).findIndex((row) => row.includes("-->"));
  if (at === -1) return [line + (/^\d+$/.test(rows[0] ?? "") && rows.length > 1 ? 1 : 0)];
  const time = type === "srt" ? rows[at]?.replaceAll(",", ".") : rows[at];
  const [from = "", to = ""] = time?.split(/[ \t]*-->[ \t]+/) ?? [];
  const begins = parseVTTTimestamp(from);
  const ends = parseVTTTimestamp(to.split(/[ \t]/)[0] ?? "");
  const isSound = begins !== null && ends !== null && ends > begins;
  return [...(isSound ? [] : [line + at]), ...timesIn(block, at + 1)];
}

/** What each voice of a cue says. */
function passagesOf(cue: VTTCue): readonly Passage[] {
  // A "<" that begins no tag is one that somebody wrote.
  cue.text = cue.text.replace(/<(?!\/?[a-z\d][^<>]*>)/gi, "&lt;");
  const parts = [{ speaker: "", text: "" }];
  for (const node of nodesOf(tokenizeVTTCue(cue))) {
    if (node.type === "v") parts.push({ speaker: cut(squeeze(node.voice ?? ""), 80), text: "" });
    const part = parts.at(-1);
    if (part && node.type === "text") part.text += node.data;
  }
  const startsMs = Math.round(cue.startTime * 1000);
  return parts.map(({ speaker, text }) => ({ startsMs, speaker, text: squeeze(text) }));
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

function readPlain(text: string): readonly Passage[] {
  return text
    .split(/\n\s*\n/)
    .map(squeeze)
    .map((paragraph) => {
      const timed = /^\[?(\d{1,2}(?::\d{2}){1,2})\]?\s+(.*)$/.exec(paragraph);
      const rest = timed?.[2] ?? paragraph;
      const named = /^([\p{L}][^:.!?]{0,60}):\s+(.+)$/u.exec(rest);
      return {
        startsMs: timed ? milliseconds(timed[1] as string) : null,
        speaker: named?.[1]?.trim() ?? "",
        text: named?.[2] ?? rest,
      };
    });
}

function milliseconds(clock: string): number {
  return clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}

const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();
