import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildResult, resultHash, resultText, totalScore } from "~/features/results/domain/resultDocument";
import { presets } from "~/features/rules/domain/presets";
import { canonicalJson } from "~/kernel/hash/canonical";
import { boxes, rules } from "~tests/features/rules/support/arbitrary";
import { box2024 } from "~tests/features/rules/support/votes2024";

const about = { process: "osaid", compilation: 1, rounds: [], mapping: [] } as const;

describe("a published result", () => {
  it("is canonical JSON for every box and rule, and is hashed as it is published", () => {
    fc.assert(
      fc.property(boxes({ voters: 6, components: 3 }), rules, (box, rule) => {
        const text = resultText(buildResult(box, rule, about));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(resultHash(JSON.parse(text))).toBe(resultHash(buildResult(box, rule, about)));
      }),
    );
  });

  it("explains its mean by the sum of its scores", () => {
    const result = buildResult(box2024(), presets["net-mean"], about);
    expect(totalScore(result)).toBe("411");
    expect(result).toMatchObject({ mean: "411/26", voters: 22, onRoll: 22, excluded: 0 });
  });
});
