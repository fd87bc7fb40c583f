import { diffArrays } from "diff";

export type WordPart = { readonly kind: "kept" | "removed" | "added"; readonly text: string };

/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu;
const spaced = /[\p{L}\p{M}\p{N}_]+|\s+|./gsu;
const segmenter = new Intl.Segmenter("ja", { granularity: "word" });
/** Beyond this many words of difference two texts have nothing left to be read side by side. */
const mostEdits = 1500;

/** The words of a text with what stands between them; joined they are the text again. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let done = 0;
  for (const run of text.matchAll(unspaced)) {
    words.push(...(text.slice(done, run.index).match(spaced) ?? []));
    for (const { segment } of segmenter.segment(run[0])) words.push(segment);
    done = run.index + run[0].length;
  }
  words.push(...((done === 0 ? text : text.slice(done)).match(spaced) ?? []));
  return words;
}

/** Whether a piece of a text is a word rather than a space or a mark. */
export function isWord(piece: string): boolean {
  return /[\p{L}\p{N}]/u.test(piece);
}

/**
 * What was taken out of the old text and what came in, word by word. The kept and removed parts make
 * the old text, the kept and added ones the new. Where both change, the removed words stand first.
 */
export function compareWords(before: string, after: string): WordPart[] {
  if (before === after) return before === "" ? [] : [{ kind: "kept", text: before }];
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostEdits });
  if (!changes)
    return tidy([
      ["removed", before],
      ["added", after],
    ]);
  return tidy(
    changes.map(({ added, removed, value }) => [
      added ? "added" : removed ? "removed" : "kept",
      value.join(""),
    ]),
  );
}

/** Joins neighbours of a kind; a mere space between two changes belongs to both of them. */
function tidy(parts: readonly (readonly [WordPart["kind"], string])[]): WordPart[] {
  const tidied: WordPart[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed) tidied.push({ kind: "removed", text: removed });
    if (added) tidied.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  parts.forEach(([kind, text], at) => {
    if (text === "") return;
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else if (removed && added && at < parts.length - 1 && /^\s+$/.test(text)) {
      removed += text;
      added += text;
    } else {
      flush();
      tidied.push({ kind, text });
    }
  });
  flush();
  return tidied;
}
