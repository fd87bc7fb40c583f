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
  return hints(known)(name);
}

/** So many mistyped names are held against the known ones: people read the first lines of a refusal. */
const mostHints = 100;

/**
 * The same for the names of a whole file. Of a file that fits nothing only the first names are looked for: each takes
 * as long as there are known ones.
 */
export function hints(known: Iterable<string>): (name: string) => string | undefined {
  let spelled: { name: string; spelling: string }[] | undefined;
  let asked = 0;
  return (name) => {
    if (++asked > mostHints) return undefined;
    spelled ??= [...known].map((one) => ({ name: one, spelling: looseKey(one) }));
    const wanted = looseKey(name);
    const allowed = Math.max(2, Math.floor(wanted.length / 3));
    let best: { name: string; edits: number } | undefined;
    for (const { name: candidate, spelling } of spelled) {
      if (Math.abs(spelling.length - wanted.length) > allowed) continue;
      const edits = distance(wanted, spelling);
      if (edits <= allowed && (!best || edits < best.edits)) best = { name: candidate, edits };
    }
    return best?.name;
  };
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
