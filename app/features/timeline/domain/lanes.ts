/** What takes room from one place to another, in whatever unit. */
type Extended = { readonly begins: number; readonly ends: number };

/**
 * In which lane each item is drawn so that none covers another: the first lane whose last item ended at least `gap` before. In the
 * order of their beginnings.
 */
export function lanesOf<Item extends Extended>(
  items: readonly Item[],
  gap: number,
): { readonly item: Item; readonly lane: number }[] {
  const ends: number[] = [];
  return [...items]
    .sort((a, b) => a.begins - b.begins)
    .map((item) => {
      const free = ends.findIndex((end) => end + gap <= item.begins);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = item.ends;
      return { item, lane };
    });
}
