import { expect, test } from "vitest";
import { passageOf } from "~/features/comments/domain/passage";

test("A paragraph selected by a triple click is its words, without the break before the next", () => {
  expect(passageOf(10, "All data is open.\n\n")).toEqual({ quote: "All data is open.", start: 10, end: 27 });
  expect(passageOf(3, "\n  a word ")).toEqual({ quote: "a word", start: 6, end: 12 });
});

test("Space alone is no passage", () => {
  expect(passageOf(0, " \n\u00A0 ")).toBeNull();
});
