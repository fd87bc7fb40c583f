import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  formatFraction,
  fraction,
  gcd,
  lcm,
  multiply,
  parseFraction,
  toNumber,
} from "~/kernel/figures/fraction";

const integers = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const fractions = fc
  .tuple(
    integers,
    integers.filter((den) => den !== 0n),
  )
  .map(([num, den]) => fraction(num, den));

describe("fractions", () => {
  it("are always in lowest terms with a positive denominator", () => {
    fc.assert(
      fc.property(fractions, ({ num, den }) => {
        expect(den > 0n).toBe(true);
        expect(gcd(num < 0n ? -num : num, den)).toBe(1n);
      }),
    );
  });

  it("add and multiply in any order and grouping", () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, b)).toEqual(multiply(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(b, c)));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
      }),
    );
  });

  it("keep their order when the same is added to both", () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(compare(add(a, c), add(b, c))).toBe(compare(a, b));
        expect(compare(a, b) === 0).toBe(formatFraction(a) === formatFraction(b));
      }),
    );
  });

  it("are read back from the text in which they are published", () => {
    const small = fc.tuple(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: 1, max: 999_999_999 }),
    );
    fc.assert(
      fc.property(small, ([num, den]) => {
        const value = fraction(num, den);
        expect(parseFraction(formatFraction(value))).toEqual(value);
        expect(toNumber(value)).toBeCloseTo(num / den);
      }),
    );
  });

  it.each(["", "1/0", "1.5", "1e3", "+1", " 1", "1/-2", "1/2/3", "0x10", "1234567890", "½"])(
    "refuse the text %j",
    (text) => expect(parseFraction(text)).toBeUndefined(),
  );

  it("refuse a denominator of zero as a bug", () => expect(() => fraction(1, 0)).toThrow("division by zero"));

  it("have a least common multiple that both divide", () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        expect(lcm(a, b) % a).toBe(0n);
        expect(lcm(a, b) % b).toBe(0n);
        expect(lcm(a, b) * gcd(a, b)).toBe(a * b);
      }),
    );
  });
});
