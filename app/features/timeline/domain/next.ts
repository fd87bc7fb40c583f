/** A moment, or a span where `to` is given. Days in UTC. */
type Timed = { readonly from: string; readonly to: string | null };

/** What comes next on a timeline: what begins, and what goes on and ends, after a day; the soonest first. */
export function nextOn<Item extends Timed>(
  items: readonly Item[],
  today: string,
  most: number,
): { readonly item: Item; readonly day: string; readonly isEnd: boolean }[] {
  return items
    .flatMap((item) => {
      if (item.from > today) return [{ item, day: item.from, isEnd: false }];
      return item.to !== null && item.to > today ? [{ item, day: item.to, isEnd: true }] : [];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .slice(0, most);
}
