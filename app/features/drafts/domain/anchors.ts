import approxSearch from "approx-string-match";
import { distance } from "fastest-levenshtein";
import { between, cut, isHalfway } from "~/kernel/text/cut";

/**
 * Where a comment stands in a text: TextQuoteSelector and TextPositionSelector of the W3C's Web
 * Annotation Data Model in one. Positions count UTF-16 units of the clause's plain text, as a browser does.
 */
export type TextAnchor = {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number;
  readonly end: number;
};

/** Where an anchor is found in another text. `confidence` is from 0 to 1; 1 only for the same words in the same surroundings. */
export type Place = { readonly start: number; readonly end: number; readonly confidence: number };

const contextLength = 48;
/** From here on it counts as the same passage; between `leastConfidence` and this a person must confirm it. */
export const sureFrom = 0.9;
const leastConfidence = 0.65;
/** Two places that are as good as each other say nothing about which one was meant. */
const tooClose = 0.05;
const mostWhenAmbiguous = 0.7;

/** The anchor of a passage of a text. */
export function anchorAt(text: string, start: number, end: number): TextAnchor {
  // A search for like words counts units, and may end within a character: then the whole of it is meant.
  const from = isHalfway(text, start) ? start - 1 : start;
  const to = isHalfway(text, end) ? end + 1 : end;
  return {
    exact: text.slice(from, to),
    prefix: between(text, Math.max(0, from - contextLength), from),
    suffix: between(text, to, to + contextLength),
    start: from,
    end: to,
  };
}

/** Whether an anchor is one of this text, as a browser that marked a passage of it would send it. */
export function anchorsIn(text: string, { exact, start, end }: Pick<TextAnchor, "exact" | "start" | "end">) {
  return start < end && end <= text.length && text.slice(start, end) === exact;
}

/**
 * Finds the passage of an anchor in a later text: null when it is gone. Half of the confidence comes
 * from the likeness of the words themselves, a quarter each from what stands before and after them
 * (edit distance over length). Of two places that are as good, the nearer one is taken, unsurely.
 */
export function placeAnchor(anchor: TextAnchor, text: string): Place | null {
  const { exact } = anchor;
  if (exact === "") return null;
  const allowed = Math.floor(exact.length * 0.4);
  const found = occurrences(text, exact);
  const loose = allowed > 0 ? approxSearch(text, exact, allowed) : [];
  const widened = loose.map((match) => widen(anchor, text, match));
  const candidates = [...found, ...loose, ...widened].map(({ start, end, errors }) => ({
    start,
    end,
    confidence: confidenceOf(anchor, text, start, end, errors),
    distance: Math.abs(start - anchor.start),
  }));
  candidates.sort((a, b) => b.confidence - a.confidence || a.distance - b.distance);
  const [best] = candidates;
  if (!best || best.confidence < leastConfidence) return null;
  const rival = candidates.find(
    (one) => (one.start >= best.end || one.end <= best.start) && best.confidence - one.confidence < tooClose,
  );
  const confidence = rival ? Math.min(best.confidence, mostWhenAmbiguous) : best.confidence;
  return { start: best.start, end: best.end, confidence };
}

/** How much of the surroundings is enough to tell where a passage begins and ends. */
const edge = 12;

/**
 * A search for like words finds the likest piece, which may be less than the passage: where the
 * surroundings still stand nearby, the passage reaches from the one to the other.
 */
function widen({ exact, prefix, suffix }: TextAnchor, text: string, match: { start: number; end: number }) {
  const reach = Math.ceil(exact.length / 2) + edge;
  const before = between(prefix, Math.max(0, prefix.length - edge), prefix.length);
  const after = cut(suffix, edge);
  const left = before === "" ? -1 : text.lastIndexOf(before, match.start);
  const right = after === "" ? -1 : text.indexOf(after, match.end);
  const start = left !== -1 && match.start - left <= reach ? left + before.length : match.start;
  const end = right !== -1 && right - match.end <= reach ? right : match.end;
  return { start, end, errors: Math.min(exact.length, distance(exact, text.slice(start, end))) };
}

function occurrences(text: string, exact: string) {
  const found: { start: number; end: number; errors: number }[] = [];
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1))
    found.push({ start: at, end: at + exact.length, errors: 0 });
  return found;
}

function confidenceOf(
  { exact, prefix, suffix }: TextAnchor,
  text: string,
  start: number,
  end: number,
  errors: number,
) {
  const words = 1 - errors / exact.length;
  const before = likeness(prefix, between(text, Math.max(0, start - contextLength), start), "end");
  const after = likeness(suffix, between(text, end, end + contextLength), "start");
  return 0.5 * words + 0.25 * before + 0.25 * after;
}

/** How alike two surroundings are, from the passage outwards. An edge of the text is like an edge alone. */
function likeness(wanted: string, found: string, near: "start" | "end"): number {
  if (wanted === found) return 1;
  if (wanted === "" || found === "") return 0;
  const [match] = approxSearch(found, wanted, wanted.length)
    .map(({ errors, start, end }) => ({
      errors: errors + (near === "end" ? found.length - end : start),
    }))
    .sort((a, b) => a.errors - b.errors);
  return Math.max(0, 1 - (match?.errors ?? wanted.length) / wanted.length);
}
