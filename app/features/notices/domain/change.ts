import type { WordPart } from "~/kernel/text/wordDiff";

const marked = /\[-([\s\S]*?)-\]|\{\+([\s\S]*?)\+\}/gu;

/** A change as notices have it ("may [-use-]{+study+} it"), as what stayed, went out and came in. */
export function partsOfChange(words: string): WordPart[] {
  const parts: WordPart[] = [];
  let done = 0;
  for (const { 0: whole, 1: removed, 2: added, index } of words.matchAll(marked)) {
    if (index > done) parts.push({ kind: "kept", text: words.slice(done, index) });
    parts.push(
      removed === undefined ? { kind: "added", text: added ?? "" } : { kind: "removed", text: removed },
    );
    done = index + whole.length;
  }
  return done < words.length ? [...parts, { kind: "kept", text: words.slice(done) }] : parts;
}
