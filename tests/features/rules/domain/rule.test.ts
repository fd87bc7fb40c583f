import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presets } from "~/features/rules/domain/presets";
import { type Rule, resolveMerge } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { rules } from "~tests/features/rules/support/arbitrary";

/** The same JSON with the keys of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

describe("the hash of a rule", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(ruleHash(turned(rule) as Rule)).toBe(ruleHash(rule));
      }),
    );
  });

  it("changes with anything that could change a count", () => {
    const rule = presets["person-share"];
    const others: Rule[] = [
      { ...rule, count: "cell" },
      { ...rule, unit: "workgroup" },
      { ...rule, exclude: "affiliated" },
      { ...rule, publicBallots: "as-workgroup" },
      { ...rule, merge: { a: "b" } },
      { ...rule, score: { required: 2, not_necessary: 0 } },
      { ...rule, classify: { ...rule.classify, otherwise: "likely-not-required" } },
    ];
    expect(new Set([rule, ...others].map(ruleHash)).size).toBe(others.length + 1);
  });
});

describe("merges", () => {
  it("are followed to their end", () => {
    expect(resolveMerge({ a: "b", b: "c" })).toEqual(
      new Map([
        ["a", "c"],
        ["b", "c"],
      ]),
    );
  });

  it.each<Record<string, string>>([{ a: "a" }, { a: "b", b: "a" }, { x: "a", a: "b", b: "c", c: "a" }])(
    "in a circle have no end: %j",
    (merge) => expect(resolveMerge(merge)).toBeUndefined(),
  );

  it("take names of Object's own properties for names", () => {
    expect(resolveMerge({ a: "constructor" })).toEqual(new Map([["a", "constructor"]]));
  });
});
