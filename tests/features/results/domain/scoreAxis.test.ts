import { expect, test } from "vitest";
import { scoreAxis } from "~/features/results/ui/scoreAxis";

const room = { from: 250, to: 640, number: 46 };

test("Scores that are all above zero begin at the labels, and the highest ends before its number", () => {
  const { at, bar, hasNegative } = scoreAxis([0, 5, 10], room);
  expect(hasNegative).toBe(false);
  expect(at(0)).toBe(250);
  expect(bar(10)).toEqual({ from: 250, length: 344 });
  expect(bar(5).length).toBe(172);
});

test("A score below zero stands on the other side of zero, as long as one above it", () => {
  const { at, bar, hasNegative } = scoreAxis([-5, 10], room);
  expect(hasNegative).toBe(true);
  expect(at(-5)).toBe(296);
  expect(bar(-5).from + bar(-5).length).toBeCloseTo(at(0));
  expect(bar(5).from).toBe(at(0));
  expect(bar(-5).length).toBeCloseTo(bar(5).length);
  expect(at(10)).toBeCloseTo(640 - 46);
});

test("Scores that are all zero have no bars, and no place is not a number", () => {
  const { at, bar } = scoreAxis([0, 0], room);
  expect([at(0), bar(0).length]).toEqual([250, 0]);
});
