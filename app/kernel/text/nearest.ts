import { distance } from "fastest-levenshtein";

/** Accents, Arabic vowel signs and emoji variants; in other scripts a mark makes another letter. */
const accents = /[\u0300-\u036f]|[\u064b-\u065f]|\u0670|[\u20d0-\u20ff]|[\ufe00-\ufe0f]/g;

/** Names compared without regard to case, accents, spaces and punctuation. In NFC. */
export function looseKey(name: string): string {
  return name
    .normalize("NFKD")
    .replace(accents, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .normalize("NFC");
}

/** The known name closest to a mistyped one, undefined when none is close (over a third of it differs). */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = looseKey(name);
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const edits = distance(wanted, looseKey(candidate));
    if (!best || edits < best.distance) best = { name: candidate, distance: edits };
  }
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  return best && best.distance <= allowed ? best.name : undefined;
}

/**
 * Two known names that were run together ("JPLDB": JPL and DB), as hand-kept vote sheets do
 * with initials. Undefined when the text is no such pair.
 */
export function splitIntoKnown(text: string, known: ReadonlySet<string>): [string, string] | undefined {
  for (let at = 1; at < text.length; at++) {
    const first = text.slice(0, at).trim();
    const second = text.slice(at).trim();
    if (known.has(first) && known.has(second)) return [first, second];
  }
  return undefined;
}
