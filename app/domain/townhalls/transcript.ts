import {
  type CaptionsFileFormat,
  parseText,
  tokenizeVTTCue,
  type VTTCue,
  type VTTNode,
} from "media-captions";
import type { BadLines, LineProblem } from "../csv/lines";
import { fail, ok, type Result } from "../result";

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
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
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
  return /^\s*\d+[ \t]*\n[^\n]*-->/.test(text) ? "srt" : "text";
}

async function readCaptions(
  text: string,
  type: CaptionsFileFormat,
): Promise<Result<readonly Passage[], BadLines>> {
  const { cues, errors } = await parseText(text, { type, errors: true, strict: false });
  if (errors.length > 0) {
    const lines = [...new Set(errors.map(({ line }) => line))];
    return bad(lines.map((line) => ({ line, code: "time" as const })));
  }
  return ok(cues.map(passageOf));
}

const bad = (problems: readonly LineProblem[]) => fail({ code: "bad_lines" as const, problems });

function passageOf(cue: VTTCue): Passage {
  const nodes = tokenizeVTTCue(cue);
  const speaker = nodes.map(voiceOf).find(Boolean) ?? "";
  return {
    startsMs: Math.round(cue.startTime * 1000),
    speaker: squeeze(speaker).slice(0, 80),
    text: squeeze(nodes.map(wordsOf).join("")),
  };
}

function voiceOf(node: VTTNode): string | undefined {
  if (node.type === "text") return undefined;
  if (node.type === "v") return node.voice;
  return node.children.map(voiceOf).find(Boolean);
}

function wordsOf(node: VTTNode): string {
  if (node.type === "text") return node.data;
  return node.type === "timestamp" ? "" : node.children.map(wordsOf).join("");
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
