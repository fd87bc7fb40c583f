import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ruleSchema } from "~/features/rules/contracts/rule";
import { presetNames, presets } from "~/features/rules/domain/presets";
import { resolveMerge } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { chooseRule } from "~/features/rules/services/chooseRule";
import { rules } from "~tests/features/rules/support/arbitrary";

const preset = presets["person-share"];

describe("a counting rule", () => {
  it.each(presetNames)("may be the preset %s, which says its own name", (name) => {
    expect(ruleSchema.parse(presets[name])).toEqual(presets[name]);
    expect(presets[name].name).toBe(name);
  });

  it("may be any rule that the count understands", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        fc.pre(rule.classify.method !== "workgroup-majority" || rule.count === "person");
        expect(ruleSchema.parse(rule)).toEqual(rule);
      }),
    );
  });

  it.each([
    ["an unknown key", { ...preset, note: "x" }, "rule"],
    ["another version", { ...preset, version: 2 }, "version"],
    ["no name", { ...preset, name: " " }, "name"],
    [
      "points that are no whole number",
      { ...preset, score: { required: 0.5, not_necessary: 0 } },
      "score.required",
    ],
    ["nothing for required", { ...preset, score: { required: 0, not_necessary: -1 } }, "score.required"],
    ["more for not necessary", { ...preset, score: { required: 1, not_necessary: 1 } }, "score"],
    ["merges in a circle", { ...preset, merge: { a: "b", b: "a" } }, "merge"],
    ["a threshold with a point", ladder([["required", "1.5"]]), "classify.steps.0.threshold"],
    [
      "bands in the wrong order",
      ladder([
        ["maybe", "2"],
        ["required", "1"],
      ]),
      "classify.steps",
    ],
    [
      "thresholds that rise",
      ladder([
        ["required", "1"],
        ["maybe", "2"],
      ]),
      "classify.steps",
    ],
    ["no steps", ladder([]), "classify.steps"],
    ["one cluster", { ...preset, classify: { method: "k-means", bands: ["required"] } }, "classify.bands"],
    ["majorities of cells", { ...presets["workgroup-majority"], count: "cell" }, "count"],
    [
      "a lowest band above the others",
      { ...preset, classify: { ...preset.classify, otherwise: "required" } },
      "classify",
    ],
  ])("is refused with %s", (_, rule, path) => {
    const parsed = ruleSchema.safeParse(rule);
    expect(parsed.error?.issues.map((issue) => issue.path.join(".") || "rule")).toContain(path);
  });
});

function ladder(steps: [band: string, threshold: string][]) {
  const list = steps.map(([band, threshold]) => ({ band, threshold, comparison: "at-least" }));
  return { ...preset, classify: { method: "share", steps: list, otherwise: "not-required" } };
}

describe("merges by names that people chose", () => {
  const rule = (
    merge: string,
  ) => `{"version":1,"name":"A rule","count":"person","score":{"required":1,"not_necessary":0},
    "unit":"voter","merge":${merge},"exclude":"nobody","publicBallots":"apart",
    "classify":{"method":"share","steps":[{"band":"required","comparison":"at-least","threshold":"1/2"}],"otherwise":"not-required"}}`;

  test("count, whatever they are called", () => {
    for (const name of ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty"]) {
      const chosen = chooseRule("", rule(JSON.stringify(JSON.parse(`{"${name}":"weights"}`))));
      if (!chosen.ok) throw new Error(`${name} was refused`);
      expect(Object.entries(chosen.value.merge)).toEqual([[name, "weights"]]);
      expect([...(resolveMerge(chosen.value.merge) ?? [])]).toEqual([[name, "weights"]]);
      expect(ruleHash(chosen.value)).not.toBe(ruleHash({ ...chosen.value, merge: {} }));
    }
  });

  test("are refused where one is there twice, before a reader takes the last of them in silence", () => {
    for (const merge of ['{"a":"b","a":"c"}', '{"a":"b","\\u0061":"c"}', '{"a":"b"," a ":"c"}'])
      expect(chooseRule("", rule(merge))).toEqual({
        ok: false,
        error: { code: "invalid", fields: { rule: "errors:rule.doubled" } },
      });
    const doubled = rule("{}").replace('"unit":"voter"', '"unit":"voter","unit":"workgroup"');
    expect(chooseRule("", doubled)).toMatchObject({ error: { fields: { rule: "errors:rule.doubled" } } });
    for (const merge of ["[]", "null", '"a"', '{"a":1}', '{"":"a"}'])
      expect(chooseRule("", rule(merge))).toMatchObject({ error: { fields: { rule: "errors:rule.shape" } } });
  });
});
