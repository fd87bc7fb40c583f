import fc from "fast-check";
import { expect, test } from "vitest";
import { anchorAt, anchorsIn, placeAnchor } from "~/features/drafts/domain/anchors";
import { between, cut, shortened } from "~/kernel/text/cut";

/** Characters of one unit, of two, and of several that are read as one. */
const text = fc
  .array(fc.constantFrom("a", " ", "é", "e\u0301", "🙂", "👍🏽", "👩‍🚀", "ن", "नि", "𝒳", "漢"), {
    maxLength: 60,
  })
  .map((parts) => parts.join(""));

test("A text is cut between characters, never longer than it may be", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 80 }), (words, most) => {
      const start = cut(words, most);
      expect(start.length).toBeLessThanOrEqual(most);
      expect(words.startsWith(start)).toBe(true);
      expect(start.isWellFormed()).toBe(true);
      expect(shortened(words, most).isWellFormed()).toBe(true);
      if (words.length <= most) expect(start).toBe(words);
    }),
  );
  expect(cut("ab👩‍🚀c", 5)).toBe("ab");
  expect(cut("ok👍🏽", 4)).toBe("ok");
});

test("What stands between two places has no half characters", () => {
  fc.assert(
    fc.property(text, fc.nat(90), fc.nat(90), (words, a, b) => {
      expect(between(words, Math.min(a, b), Math.max(a, b)).isWellFormed()).toBe(true);
    }),
  );
});

test("A passage with emoji at the edges of its surroundings can be anchored, and found again", () => {
  fc.assert(
    fc.property(text, fc.stringMatching(/^[a-z]{8,12}$/), text, (before, words, after) => {
      const whole = `${before}${words}${after}`;
      const anchor = anchorAt(whole, before.length, before.length + words.length);
      for (const part of [anchor.exact, anchor.prefix, anchor.suffix]) expect(part.isWellFormed()).toBe(true);
      expect(anchorsIn(whole, anchor)).toBe(true);
      const moved = `🙂 ${whole}`;
      const place = placeAnchor(anchor, moved);
      if (!place) throw new Error("the passage was not found");
      const again = anchorAt(moved, place.start, place.end);
      expect([again.exact, again.prefix, again.suffix].every((part) => part.isWellFormed())).toBe(true);
    }),
  );
});
