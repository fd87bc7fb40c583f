import type { Rule, Step } from "./rule";

const ladder = (...steps: [Step["band"], Step["comparison"], string][]): Step[] =>
  steps.map(([band, comparison, threshold]) => ({ band, comparison, threshold }));

const meanLadder = ladder(
  ["required", "at-least", "2"],
  ["likely-required", "at-least", "3/2"],
  ["maybe", "at-least", "1"],
  ["likely-not-required", "at-least", "1/2"],
);

const base = {
  version: 1,
  unit: "voter",
  merge: {},
  exclude: "nobody",
  publicBallots: "apart",
} as const;

/**
 * Ready rules. The two mean-based ones replay the 2024 compilation of the Open Source AI
 * Definition, whose bands were multiples of the mean; they are kept for history. A band that
 * depends on the mean depends on which other components were on the list.
 */
export const presets = {
  "person-share": {
    ...base,
    name: "person-share",
    count: "person",
    score: { required: 1, not_necessary: 0 },
    classify: {
      method: "share",
      steps: ladder(
        ["required", "at-least", "2/3"],
        ["likely-required", "more-than", "1/2"],
        ["maybe", "at-least", "1/3"],
        ["likely-not-required", "at-least", "1/6"],
      ),
      otherwise: "not-required",
    },
  },
  "net-mean": {
    ...base,
    name: "net-mean",
    count: "cell",
    score: { required: 1, not_necessary: -1 },
    classify: { method: "mean-multiples", steps: meanLadder, otherwise: "not-required" },
  },
  "positive-mean": {
    ...base,
    name: "positive-mean",
    count: "cell",
    score: { required: 1, not_necessary: 0 },
    classify: { method: "mean-multiples", steps: meanLadder, otherwise: "not-required" },
  },
  "workgroup-majority": {
    ...base,
    name: "workgroup-majority",
    count: "person",
    score: { required: 1, not_necessary: 0 },
    classify: {
      method: "workgroup-majority",
      majority: { comparison: "more-than", threshold: "1/2" },
      steps: ladder(
        ["required", "at-least", "1"],
        ["likely-required", "at-least", "3/4"],
        ["maybe", "at-least", "1/2"],
        ["likely-not-required", "at-least", "1/4"],
      ),
      otherwise: "not-required",
    },
  },
  "two-clusters": {
    ...base,
    name: "two-clusters",
    count: "cell",
    score: { required: 1, not_necessary: -1 },
    classify: { method: "k-means", bands: ["required", "not-required"] },
  },
} as const satisfies Record<string, Rule>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];
export const defaultPreset: PresetName = "person-share";

export function isPreset(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
