/** Counts of fewer people than this are not shown: they could be recognized. */
const leastShown = 5;

/**
 * Counts of people by group as they may be shown: null for those of fewer than five (but not of none).
 * Where one group alone is withheld, the difference to the total would tell it; then the smallest of
 * the others is withheld with it. Keys keep their order.
 */
export function withoutSmallCells(
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number | null>> {
  const entries = Object.entries(counts);
  const small = entries.filter(([, count]) => count > 0 && count < leastShown).map(([key]) => key);
  const hidden = new Set(small);
  if (hidden.size === 1) {
    const [companion] = entries
      .filter(([key, count]) => !hidden.has(key) && count > 0)
      .sort(([, a], [, b]) => a - b);
    if (companion) hidden.add(companion[0]);
  }
  return Object.fromEntries(entries.map(([key, count]) => [key, hidden.has(key) ? null : count]));
}
