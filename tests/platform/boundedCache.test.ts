import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BoundedCache } from "~/platform/boundedCache";

const texts = (most: number) => new BoundedCache<string>(most, (text) => text.length);

describe("a bounded cache", () => {
  test("gives what was kept, and makes it once", () => {
    const cache = texts(100);
    let made = 0;
    const make = () => {
      made += 1;
      return "value";
    };
    expect([cache.getOrMake("a", make), cache.getOrMake("a", make)]).toEqual(["value", "value"]);
    expect(made).toBe(1);
  });

  test("forgets what was used longest ago first", () => {
    const cache = texts(9);
    cache.set("a", "11");
    cache.set("b", "22");
    cache.set("c", "33");
    cache.get("a");
    cache.set("d", "44");
    expect(["a", "b", "c", "d"].map((key) => cache.get(key))).toEqual(["11", undefined, "33", "44"]);
  });

  test("does not keep what alone is too large, nor the older value under its key", () => {
    const cache = texts(10);
    cache.set("a", "1");
    cache.set("a", "x".repeat(10));
    expect(cache.get("a")).toBeUndefined();
    expect(cache.characters).toBe(0);
  });

  test("never holds more than it may, and counts exactly what it holds", () => {
    const key = fc.constantFrom("a", "b", "c", "dd", "eee");
    const act = fc.oneof(fc.tuple(key, fc.string({ maxLength: 12 })), fc.tuple(key, fc.constant(null)));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const cache = texts(20);
        for (const [name, value] of acts) {
          if (value === null) cache.delete(name);
          else cache.set(name, value);
          expect(cache.characters).toBeLessThanOrEqual(20);
        }
        const held = ["a", "b", "c", "dd", "eee"].reduce((sum, name) => {
          const value = cache.get(name);
          return sum + (value === undefined ? 0 : name.length + value.length);
        }, 0);
        expect(cache.characters).toBe(held);
      }),
    );
  });
});
