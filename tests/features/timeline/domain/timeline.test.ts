import fc from "fast-check";
import { expect, test } from "vitest";
import { lanesOf, placeIn, spanOf } from "~/features/timeline/domain/timeline";
import type { TimelineItem } from "~/platform/timeline";

const dayAfter = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const anyItem = fc
  .record({ from: fc.nat(400), length: fc.option(fc.nat(60), { nil: null }), id: fc.uuid() })
  .map(
    ({ from, length, id }): TimelineItem => ({
      id,
      stream: "release",
      kind: "milestone",
      from: dayAfter(from),
      to: length === null ? null : dayAfter(from + length),
    }),
  );
const anyItems = fc.array(anyItem, { maxLength: 30 });

test("items of one lane never touch, and every item has a lane", () => {
  fc.assert(
    fc.property(anyItems, fc.integer({ min: 1, max: 10 }), (items, gap) => {
      const lanes = lanesOf(items, gap);
      expect(lanes).toHaveLength(items.length);
      const ends = new Map<number, string>();
      for (const { item, lane } of lanes) {
        const before = ends.get(lane);
        if (before !== undefined)
          expect(Date.parse(item.from) - Date.parse(before)).toBeGreaterThanOrEqual(gap * 86_400_000);
        ends.set(lane, item.to ?? item.from);
      }
    }),
  );
});

test("everything lies between the ends of the span, in the order of its days", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const span = spanOf(items);
      if (items.length === 0) {
        expect(span).toBeNull();
        return;
      }
      const places = items.map((one) => placeIn(span as NonNullable<typeof span>, one.from));
      for (const place of places) expect(place > 0 && place < 1).toBe(true);
      const sorted = [...items].sort((a, b) => (a.from < b.from ? -1 : 1)).map(({ from }) => from);
      const placed = sorted.map((from) => placeIn(span as NonNullable<typeof span>, from));
      expect(placed).toEqual([...placed].sort((a, b) => a - b));
    }),
  );
});
