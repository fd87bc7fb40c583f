import { looksFolded } from "~/kernel/language/folded";
import { cut } from "~/kernel/text/cut";
import { wordShape } from "./asked";

/** Letters up to which a text is shown whole instead of in pieces. */
const shownWhole = 200;
const pieceLength = 240;
/** So much of a piece stands before the word that it is shown for. */
const before = 80;

const joined = new RegExp(`${wordShape}(?:[-'’&./+\\u2010\\u2011]${wordShape})*`, "gu");
const single = new RegExp(wordShape, "gu");

/** What is marked, of one language. */
export type Marked = {
  /** Words as they stand in texts. */
  readonly words: ReadonlySet<string>;
  /** The same of what is written as one: "AT&T", "open-source". */
  readonly joined: ReadonlySet<string>;
  /** Signs of what is written without spaces. */
  readonly runs: readonly string[];
};

/** The words of a text that may be among those that are looked for, by how these begin: the database says which are. */
export function likelyWords(text: string, lexemes: readonly string[]): ReadonlySet<string> {
  const starts = lexemes.map((one) => cut(looksFolded(one), 2)).filter(Boolean);
  const isLikely = (one: string) => {
    const folded = looksFolded(one);
    return starts.some((start) =>
      /\p{Script=Arabic}/u.test(start) ? folded.includes(start) : folded.startsWith(start),
    );
  };
  const found = new Set<string>();
  for (const [chunk] of text.matchAll(joined)) {
    const words = chunk.match(single) ?? [];
    const likely = words.filter(isLikely);
    for (const one of likely) found.add(one);
    if (words.length > 1 && likely.length > 0) found.add(chunk);
  }
  return found;
}

type Range = { readonly from: number; readonly to: number };

function rangesIn(text: string, marked: Marked): Range[] {
  const found: Range[] = [];
  const add = (from: number, length: number) => found.push({ from, to: from + length });
  for (const { 0: chunk, index } of text.matchAll(joined)) {
    if (marked.joined.has(chunk)) add(index, chunk.length);
    else
      for (const one of chunk.matchAll(single))
        if (marked.words.has(one[0])) add(index + one.index, one[0].length);
  }
  for (const run of marked.runs)
    for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) add(at, run.length);
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  return found.filter(({ from }, at) => found.slice(Math.max(0, at - 8), at).every(({ to }) => to <= from));
}

/** One or two pieces of a long text that have most of what is marked. */
function piecesOf(text: string, ranges: readonly Range[]): Range[] {
  if (text.length <= shownWhole) return [{ from: 0, to: text.length }];
  if (ranges.length === 0) return [whole(text, 0, pieceLength, pieceLength)];
  const candidates = ranges.slice(0, 300).map(({ from, to }) => {
    const start = Math.max(0, from - before);
    const inside = ranges.filter((one) => one.from >= from && one.to <= start + pieceLength);
    const kinds = new Set(inside.map((one) => text.slice(one.from, one.to).toLowerCase()));
    const end = inside.at(-1)?.to ?? to;
    return { ...whole(text, start, from, Math.max(end, start + pieceLength), end), score: kinds.size };
  });
  candidates.sort((a, b) => b.score - a.score || a.from - b.from);
  const [best] = candidates;
  const other = candidates.find((one) => best && (one.from >= best.to || one.to <= best.from));
  return [best, other].flatMap((one) => (one ? [one] : [])).sort((a, b) => a.from - b.from);
}

/** A piece that begins and ends between words, where there are spaces, with what has to be in it. */
function whole(text: string, from: number, first: number, to: number, last = first): Range {
  const begins = from === 0 ? 0 : from + text.slice(from, first).search(/\s\S/) + 1;
  const rest = text.slice(last, to);
  const space = rest.search(/\s\S*$/);
  return { from: begins, to: to >= text.length ? text.length : last + (space < 0 ? rest.length : space) };
}

/** The passage of a text in pieces; every second one is marked. */
export function passageOf(text: string, marked: Marked): readonly string[] {
  const ranges = rangesIn(text, marked);
  const pieces: string[] = [""];
  const say = (plain: string) => pieces.push(`${pieces.pop() ?? ""}${plain}`);
  for (const [index, { from, to }] of piecesOf(text, ranges).entries()) {
    if (index > 0) say(" … ");
    let at = from;
    for (const range of ranges) {
      if (range.from < at || range.to > to) continue;
      say(text.slice(at, range.from));
      pieces.push(text.slice(range.from, range.to), "");
      at = range.to;
    }
    say(text.slice(at, to));
  }
  return pieces;
}
