import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CanonicalValue, canonicalHash, canonicalJson, isCanonicalOf } from "~/kernel/hash/canonical";

const text = fc.string({ unit: "grapheme" });
const values: fc.Arbitrary<CanonicalValue> = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.maxSafeInteger(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
})).value;

describe("canonical JSON", () => {
  it("is JSON that reads back to itself", () => {
    fc.assert(
      fc.property(values, (value) => {
        const json = canonicalJson(value);
        expect(canonicalJson(JSON.parse(json))).toBe(json);
      }),
    );
  });

  it("is told from every other writing of the same, the quick way as the slow one", () => {
    const slow = (json: string) => {
      try {
        return canonicalJson(JSON.parse(json)) === json;
      } catch {
        return false;
      }
    };
    const quick = (json: string) => {
      try {
        return isCanonicalOf(json, JSON.parse(json));
      } catch {
        return false;
      }
    };
    const plain = fc.string({ unit: "grapheme-ascii", maxLength: 3 });
    fc.assert(
      fc.property(
        fc.oneof(values, fc.dictionary(plain, fc.oneof(plain, fc.integer(), fc.double()))),
        (value) => {
          const written = JSON.stringify(value);
          expect(quick(written)).toBe(slow(written));
          expect(quick(` ${written}`)).toBe(false);
        },
      ),
    );
    for (const json of [
      '{"a":1,"a":1}',
      '{"b":1,"a":2}',
      '{"10":1,"9":2}',
      '{"9":1,"10":2}',
      '["\\ud800"]',
      "-0",
      "1e2",
    ])
      expect([json, quick(json)]).toEqual([json, slow(json)]);
  });

  it("is the same for a text however its accents are encoded", () => {
    fc.assert(
      fc.property(text, (name) => {
        const composed = { [name.normalize("NFC")]: [name.normalize("NFC")] };
        const decomposed = { [name.normalize("NFD")]: [name.normalize("NFD")] };
        expect(canonicalHash(decomposed)).toBe(canonicalHash(composed));
      }),
    );
    expect(canonicalHash("e\u0301")).toBe(canonicalHash("\u00e9"));
  });

  it("sorts keys by UTF-16 code units, as RFC 8785 does", () => {
    const euro = "\u20ac";
    const face = "\ud83d\ude00";
    const dalet = "\u05d3\u05bc";
    expect(canonicalJson({ [face]: 1, [euro]: 2, [dalet]: 3, "\u00f6": 4, "1": 5, "\r": 6 })).toBe(
      `{"\\r":6,"1":5,"\u00f6":4,"${dalet}":3,"${euro}":2,"${face}":1}`,
    );
  });

  it.each([
    ["a fraction", 0.5],
    ["a number beyond the safe integers", 2 ** 53],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a boolean", true],
    ["undefined", undefined],
    ["a big integer", 1n],
    ["a function", () => 1],
    ["half of a character", "\ud800"],
    ["half of a character inside", { list: ["fine", "\udc00 not"] }],
    ["half of a character in a key", { "\ud800": 1 }],
    ["two keys that are one in NFC", { "\u00e9": 1, "e\u0301": 2 }],
    ["a boolean inside", { list: [{ yes: false }] }],
  ])("refuses %s as a bug", (_, value) => {
    expect(() => canonicalJson(value as CanonicalValue)).toThrow();
  });

  it("writes minus zero as zero", () => expect(canonicalJson(-0)).toBe("0"));
});
