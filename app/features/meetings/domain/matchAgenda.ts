/**
 * Which item of the agenda as it stood each line of another agenda is: by its index, null for a new one. A line with the
 * same title is the same item, wherever it stands now; one that shares half of its words with an item is another wording of
 * it. As many lines as there are items missing between the same two neighbours are those items, worded anew or in another
 * language. So an item that is put in between shifts no other.
 */
export function matchAgenda(before: readonly string[], after: readonly string[]): (number | null)[] {
  const left = new Set(before.keys());
  const matches: (number | null)[] = after.map(() => null);
  const match = (at: number, found: number | undefined) => {
    if (found === undefined || matches[at] !== null) return;
    left.delete(found);
    matches[at] = found;
  };
  for (const [at, title] of after.entries())
    match(
      at,
      [...left].find((one) => before[one] === title),
    );
  for (const [at, title] of after.entries()) {
    const [nearest] = [...left]
      .map((one) => ({ one, share: sharedWords(before[one] ?? "", title) }))
      .filter(({ share }) => share > 0.5)
      .sort((a, b) => b.share - a.share);
    match(at, nearest?.one);
  }
  for (const { lines, from, to } of gapsIn([...matches], before.length)) {
    const missing = [...left].filter((one) => one > from && one < to);
    if (missing.length === lines.length) for (const [i, at] of lines.entries()) match(at, missing[i]);
  }
  return matches;
}

/** Runs of new lines, with the items that stand before and after each. */
function gapsIn(matches: readonly (number | null)[], end: number) {
  const gaps: { lines: number[]; from: number; to: number }[] = [];
  let lines: number[] = [];
  let from = -1;
  for (const [at, match] of [...matches, end].entries()) {
    if (match === null) {
      lines.push(at);
      continue;
    }
    if (lines.length > 0) gaps.push({ lines, from, to: match });
    lines = [];
    from = match;
  }
  return gaps;
}

/** Twice the words that two titles share, by the words of both. */
function sharedWords(one: string, other: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  const [a, b] = [words(one), words(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
