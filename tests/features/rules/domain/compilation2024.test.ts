import { describe, expect, it } from "vitest";
import { presets } from "~/features/rules/domain/presets";
import { tally } from "~/features/rules/domain/tally";
import { formatFraction } from "~/kernel/figures/fraction";
import { box2024 } from "~tests/features/rules/support/votes2024";

const cases = [
  {
    preset: "net-mean",
    mean: "411/26",
    scores: { "Training datasets": "22", "Data preprocessing code": "29", "Inference code": "41" },
  },
  {
    preset: "positive-mean",
    mean: "261/13",
    scores: { "Training datasets": "27", "Data preprocessing code": "36", "Inference code": "42" },
  },
] as const;

describe("the votes of 2024", () => {
  it.each(cases)("are counted again to the same figures under $preset", ({ preset, mean, scores }) => {
    const counted = tally(box2024(), presets[preset]);
    const found = Object.fromEntries(
      counted.components.map((one) => [one.component, formatFraction(one.score)]),
    );
    expect(counted.voters).toBe(22);
    expect(counted.components).toHaveLength(26);
    expect(formatFraction(counted.mean)).toBe(mean);
    expect(found).toMatchObject(scores);
  });

  it("give training datasets 22 points where 20 were published, by the same rule", () => {
    const counted = tally(box2024(), presets["net-mean"]);
    const training = counted.components.find(({ component }) => component === "Training datasets");
    expect(training?.byCriterion).toMatchObject({
      use: { required: 6, not_necessary: 4 },
      study: { required: 14, not_necessary: 0 },
      modify: { required: 6, not_necessary: 0 },
      share: { required: 1, not_necessary: 1 },
    });
  });
});
