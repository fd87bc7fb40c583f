/** A moment, or a span where `to` is given. Days in UTC, "2024-05-31". */
type Placed = { readonly id: string; readonly from: string; readonly to: string | null };

const day = 86_400_000;
const dayOf = (text: string) => Date.parse(`${text}T00:00:00Z`) / day;

/**
 * In which lane of its stream each item is drawn so that none covers another: the first lane whose
 * last item ended at least `gap` days before. Items in the order of their beginnings.
 */
export function lanesOf<Item extends Placed>(
  items: readonly Item[],
  gap: number,
): { readonly item: Item; readonly lane: number }[] {
  const ends: number[] = [];
  return [...items]
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1))
    .map((item) => {
      const start = dayOf(item.from);
      const free = ends.findIndex((end) => end + gap <= start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = dayOf(item.to ?? item.from);
      return { item, lane };
    });
}

/** The days that a timeline spans, with a little room; null where there is nothing on it. */
export function spanOf(items: readonly Placed[]): { readonly from: string; readonly to: string } | null {
  const days = items.flatMap(({ from, to }) => [dayOf(from), dayOf(to ?? from)]);
  if (days.length === 0) return null;
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const room = Math.max(3, Math.round((last - first) * 0.02));
  const text = (at: number) => new Date(at * day).toISOString().slice(0, 10);
  return { from: text(first - room), to: text(last + room) };
}

/** Where a day lies between the ends of a span: 0 to 1. */
export function placeIn(span: { readonly from: string; readonly to: string }, at: string): number {
  const length = Math.max(1, dayOf(span.to) - dayOf(span.from));
  return Math.min(1, Math.max(0, (dayOf(at) - dayOf(span.from)) / length));
}
