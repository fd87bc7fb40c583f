import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOf, isOn, placeOn, ticksOf } from "~/features/timeline/domain/axis";
import { drawTimeline, measures } from "~/features/timeline/domain/draw";
import { lanesOf } from "~/features/timeline/domain/lanes";
import { nextOn } from "~/features/timeline/domain/next";
import type { TimelineItem } from "~/platform/timeline";
import { there } from "~tests/support/scenario";

const dayAfter = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const anyItem = fc
  .record({
    from: fc.nat(2_000),
    length: fc.option(fc.nat(60), { nil: null }),
    id: fc.uuid(),
    kind: fc.constantFrom<TimelineItem["kind"]>("milestone", "townhall", "round"),
    name: fc.string({ maxLength: 40 }),
  })
  .map(({ from, length, id, kind, name }) => ({
    id,
    stream: "release" as const,
    kind,
    title: { text: name },
    from: dayAfter(from),
    to: length === null ? null : dayAfter(from + length),
  }));
const anyItems = fc.array(anyItem, { maxLength: 30 });
const size = { width: 1_000, foldWidth: 60 };
const moment = (day: string, to: string | null = null) => ({ from: day, to });

test("items of one lane never touch, and every item has a lane", () => {
  const anyExtent = fc
    .record({ begins: fc.nat(900), length: fc.nat(200) })
    .map(({ begins, length }) => ({ begins, ends: begins + length }));
  fc.assert(
    fc.property(fc.array(anyExtent, { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), (items, gap) => {
      const lanes = lanesOf(items, gap);
      expect(lanes).toHaveLength(items.length);
      const ends = new Map<number, number>();
      for (const { item, lane } of lanes) {
        const before = ends.get(lane);
        if (before !== undefined) expect(item.begins - before).toBeGreaterThanOrEqual(gap);
        ends.set(lane, item.ends);
      }
    }),
  );
});

describe("the axis", () => {
  test("holds every day in its order, and is as wide as it is asked to be", () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const axis = axisOf(items, size);
        if (items.length === 0) {
          expect(axis).toBeNull();
          return;
        }
        const days = items.map(({ from }) => from).sort();
        const places = days.map((day) => placeOn(there(axis), day));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const place of places) expect(place > 0 && place < size.width).toBe(true);
        const sum = there(axis).reduce((all, { width }) => all + width, 0);
        expect(sum).toBeCloseTo(size.width, 5);
      }),
    );
  });

  test("folds a quiet time of three months and more, and none in which something goes on", () => {
    const quiet = there(axisOf([moment("2024-01-01"), moment("2024-10-01")], size));
    expect(quiet.map(({ isFolded, from, to }) => [isFolded, from, to])).toEqual([
      [false, "2023-12-20", "2024-01-13"],
      [true, "2024-01-13", "2024-09-19"],
      [false, "2024-09-19", "2024-10-13"],
    ]);
    expect(quiet[1]?.width).toBe(60);
    const busy = [moment("2024-01-01", "2024-09-01"), moment("2024-02-01"), moment("2024-10-01")];
    expect(axisOf(busy, size)).toHaveLength(1);
    expect(axisOf([moment("2024-01-01"), moment("2024-03-31")], size)).toHaveLength(1);
  });

  test("keeps a quarter of its width for days, however often it is folded", () => {
    const items = Array.from({ length: 40 }, (_, at) => moment(dayAfter(at * 200)));
    const axis = there(axisOf(items, size));
    const [days, folds] = [false, true].map((isFolded) =>
      axis.filter((one) => one.isFolded === isFolded).reduce((all, { width }) => all + width, 0),
    ) as [number, number];
    expect(days).toBeCloseTo(250, 5);
    expect(folds).toBeCloseTo(750, 5);
  });

  test("names months that stand apart, and none in a folded time", () => {
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 1, maxLength: 30 }), (items) => {
        const axis = there(axisOf(items, size));
        const ticks = ticksOf(axis, 44);
        for (const { day } of ticks) {
          expect(day).toMatch(/-01$/);
          expect(isOn(axis, day)).toBe(true);
          expect(axis.some((one) => one.isFolded && day > one.from && day < one.to)).toBe(false);
        }
      }),
    );
    const year = there(axisOf([moment("2024-01-10", "2024-12-15")], size));
    expect(ticksOf(year, 44).map(({ day }) => day.slice(5, 7))).toEqual(
      Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0")),
    );
    const long = there(axisOf([moment("2004-01-15", "2024-12-15")], size));
    const places = ticksOf(long, 44).map(({ x }) => x);
    for (const [at, x] of places.entries())
      if (at > 0) expect(x - (places[at - 1] ?? 0)).toBeGreaterThanOrEqual(44);
  });
});

describe("the picture", () => {
  test("covers nothing: neither marks nor names that stand beside each other", () => {
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 1, maxLength: 30 }), (items) => {
        const drawn = there(drawTimeline(items, "2024-06-01"));
        const all = drawn.streams.flatMap((one) => one.items);
        expect(all).toHaveLength(items.length);
        for (const [at, one] of all.entries())
          for (const other of all.slice(at + 1)) {
            if (one.lane !== other.lane) continue;
            const half = measures.mark / 2;
            const [a, b] = [one, other].map(({ x, width, shape }) =>
              shape === "bar" ? [x, x + width] : [x - half, x + half],
            ) as [number[], number[]];
            expect((a[1] ?? 0) <= (b[0] ?? 0) || (b[1] ?? 0) <= (a[0] ?? 0)).toBe(true);
          }
      }),
    );
  });

  test("tells what is planned from what was, and draws today only where it lies on the axis", () => {
    const item = (day: string) => ({
      id: day,
      stream: "release" as const,
      kind: "draft" as const,
      title: { text: "Draft" },
      ...moment(day),
    });
    const drawn = there(drawTimeline([item("2024-01-01"), item("2024-03-01")], "2024-02-01"));
    const release = there(drawn.streams.find(({ stream }) => stream === "release"));
    expect(release.items.map(({ isPlanned }) => isPlanned)).toEqual([false, true]);
    expect(drawn.today).toBeGreaterThan(release.items[0]?.x ?? 0);
    expect(drawn.today).toBeLessThan(release.items[1]?.x ?? 0);
    expect(drawTimeline([item("2024-01-01")], "2025-02-01")?.today).toBeNull();
  });
});

test("what comes next begins after today or ends after it, the soonest first", () => {
  const named = (id: string, from: string, to: string | null = null): TimelineItem => ({
    id,
    stream: "release",
    kind: "milestone",
    from,
    to,
  });
  const items = [
    named("over", "2024-01-01", "2024-02-01"),
    named("goes on", "2024-01-01", "2024-07-01"),
    named("today", "2024-06-01"),
    named("planned", "2024-06-20", "2024-09-01"),
    named("later", "2025-01-01"),
    named("latest", "2026-01-01"),
  ];
  expect(nextOn(items, "2024-06-01", 3).map(({ item, day, isEnd }) => [item.id, day, isEnd])).toEqual([
    ["planned", "2024-06-20", false],
    ["goes on", "2024-07-01", true],
    ["later", "2025-01-01", false],
  ]);
});
