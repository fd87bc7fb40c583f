import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballotsJson } from "~/features/results/domain/ballotFiles";
import { type Exploration, explorationOf, queryOf } from "~/features/results/domain/explorationQuery";
import { type BallotsFile, boxOfFile, explored } from "~/features/results/domain/explore";
import { buildResult } from "~/features/results/domain/resultDocument";
import type { BallotBox } from "~/features/rules/domain/ballotBox";
import { presetNames, presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { boxes, rules } from "~tests/features/rules/support/arbitrary";
import { box2024 } from "~tests/features/rules/support/votes2024";
import { there } from "~tests/support/scenario";

const about = { process: "osaid", compilation: 1, rounds: [], mapping: [] } as const;

/** A box as a browser gets it: through the file. */
const throughFile = (box: BallotBox) =>
  boxOfFile(JSON.parse([...ballotsJson(box, [], [])].join("")) as BallotsFile);

const asDeclared = ({ exclude }: Rule): Exploration => ({ rule: "declared", without: [], exclude });

describe("an exploration of a result", () => {
  it("gives the bands of the result where nothing is changed, for every box and rule", () => {
    fc.assert(
      fc.property(boxes({ voters: 6, components: 3 }), rules, (box, rule) => {
        const { components } = buildResult(box, rule, about);
        const rows = explored(throughFile(box), rule, asDeclared(rule));
        if (rows === null) return;
        expect(rows.map(({ component, from }) => [component, from])).toEqual(
          components.map(({ component, band }) => [component, band]),
        );
        expect(rows.every(({ from, to }) => from === to)).toBe(true);
      }),
    );
  });

  it("gives the bands that the result names for its other counts", () => {
    const box = box2024();
    const rule = presets["net-mean"];
    const { components } = buildResult(box, rule, about);
    const variants = components.flatMap(({ component, under }) =>
      under.map(({ variant, band }) => ({ component, variant, band })),
    );
    const kinds = new Set<string>();
    for (const { component, variant, band } of variants) {
      const chosen = { ...asDeclared(rule) };
      if (variant.kind === "rule")
        chosen.rule = presetNames.find((name) => name === variant.name) ?? "declared";
      else if (variant.kind === "without-workgroup") chosen.without = [variant.name];
      else if (variant.kind === "without-affiliated") chosen.exclude = "affiliated";
      else continue;
      kinds.add(variant.kind);
      const row = explored(throughFile(box), rule, chosen)?.find((one) => one.component === component);
      expect([component, variant, row?.to]).toEqual([component, variant, band]);
    }
    expect([...kinds].sort()).toEqual(["rule", "without-workgroup"]);
  });

  it("says so where no ballot is left", () => {
    const box = box2024();
    const without = box.workgroups.map(({ key }) => key);
    expect(explored(box, presets["net-mean"], { ...asDeclared(presets["net-mean"]), without })).toBeNull();
    // Ballots of a public round that stands apart are in no band.
    const [first, ...others] = box.workgroups;
    const apart = { ...box, workgroups: [{ ...there(first), isPublic: true }, ...others] };
    const groups = others.map(({ key }) => key);
    expect(
      explored(apart, presets["net-mean"], { ...asDeclared(presets["net-mean"]), without: groups }),
    ).toBeNull();
  });

  it("is the same after it was sent as an address", () => {
    const exclude = fc.constantFrom("nobody" as const, "affiliated" as const);
    const chosen = fc.record({
      rule: fc.constantFrom("declared" as const, ...presetNames),
      without: fc.array(fc.string()),
      exclude,
    });
    fc.assert(
      fc.property(chosen, exclude, (one, declared) => {
        const params = new URLSearchParams(queryOf(one, { exclude: declared }));
        expect(explorationOf(params, { exclude: declared })).toEqual(one);
      }),
    );
  });
});
