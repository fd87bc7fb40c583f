import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedMark, nextTry, tryIn, tryIsDueAt } from "~/features/endorsements/domain/asking";

const opened = new Date("2030-01-01T12:00:00.000Z");
const minutesOn = (minutes: number) => new Date(opened.getTime() + minutes * 60_000);

describe("asking again", () => {
  test("comes at once, then after 1, 3, 7 and 15 minutes", () => {
    expect([0, 1, 2, 3, 4].map((tried) => tryIsDueAt(opened, tried))).toEqual(
      [0, 1, 3, 7, 15].map(minutesOn),
    );
  });

  test("never comes before now, and always comes", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(10_000_000), (tried, minutes) => {
        const now = minutesOn(minutes);
        const next = nextTry(opened, tried, now);
        expect(next).toBeGreaterThan(tried);
        expect(tryIsDueAt(opened, next).getTime()).toBeGreaterThan(now.getTime());
        // No longer than as long again as has passed, where the last try was not early.
        if (tryIsDueAt(opened, tried) <= now)
          expect(tryIsDueAt(opened, next).getTime()).toBeLessThanOrEqual(
            minutesOn(2 * minutes + 1).getTime(),
          );
      }),
    );
  });

  test("is read back from the mark, and whoever was asked has none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(1_000_000), (next, later) => {
        expect(tryIn(opened, askedMark(opened, next))).toBe(next);
        expect(tryIn(opened, minutesOn(later))).toBe(0);
      }),
    );
  });
});
