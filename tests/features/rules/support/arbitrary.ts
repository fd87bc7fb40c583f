import fc from "fast-check";
import { type BallotBox, type BoxBallot, type Choice, packBox } from "~/features/rules/domain/ballotBox";
import type { Band } from "~/features/rules/domain/bands";
import { presetNames, presets } from "~/features/rules/domain/presets";
import type { Classification, Rule, Step } from "~/features/rules/domain/rule";

type Limits = { readonly voters: number; readonly components: number; readonly criteria?: number };

/** Small boxes with every feature: unasked components, public groups, affiliations, blank ballots. */
export function boxes(limits: Limits): fc.Arbitrary<BallotBox> {
  const answer = fc.constantFrom<(Choice | null)[]>(
    null,
    "required",
    "required",
    "not_necessary",
    "cannot_judge",
  );
  return fc
    .record({
      components: fc.integer({ min: 1, max: limits.components }),
      criteria: fc.integer({ min: 1, max: limits.criteria ?? 2 }),
      groups: fc.array(
        fc.record({ isPublic: fc.boolean(), unasked: fc.array(fc.nat(3), { maxLength: 1 }) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    })
    .chain(({ components, criteria, groups }) => {
      const keys = Array.from({ length: components }, (_, i) => `component-${i}`);
      const questions = Array.from({ length: criteria }, (_, i) => `criterion-${i}`);
      const workgroups = groups.map(({ isPublic, unasked }, w) => ({
        key: `group-${w}`,
        isPublic,
        onRoll: limits.voters,
        asked: new Set(keys.filter((_, i) => !unasked.includes(i))),
        offersNotNecessary: true,
      }));
      const voter = fc.record({
        workgroup: fc.nat(groups.length - 1),
        affiliated: fc.boolean(),
        organization: fc.constantFrom(null, "North", "South"),
        answers: fc.array(answer, { minLength: components * criteria, maxLength: components * criteria }),
      });
      return fc.array(voter, { minLength: 1, maxLength: limits.voters }).map((voters) =>
        packBox(
          { components: keys, criteria: questions, workgroups },
          voters.map(({ answers, ...one }, v): BoxBallot => {
            const asked = workgroups[one.workgroup]?.asked ?? new Set<string>();
            return { ...one, id: `voter-${v}`, choices: choicesOf(keys, questions, asked, answers) };
          }),
        ),
      );
    });
}

function choicesOf(
  components: readonly string[],
  criteria: readonly string[],
  asked: ReadonlySet<string>,
  answers: readonly (Choice | null)[],
) {
  const choices: Record<string, Record<string, Choice>> = {};
  components.forEach((component, i) => {
    criteria.forEach((criterion, c) => {
      const answer = answers[i * criteria.length + c];
      if (!answer || !asked.has(component)) return;
      choices[component] = { ...choices[component], [criterion]: answer };
    });
  });
  return choices;
}

const ladderBands: readonly Band[] = ["required", "likely-required", "maybe", "likely-not-required"];

const ladders: fc.Arbitrary<Step[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 })
  .chain((quarters) =>
    fc
      .array(fc.constantFrom("at-least" as const, "more-than" as const), {
        minLength: quarters.length,
        maxLength: quarters.length,
      })
      .map((comparisons) =>
        [...quarters]
          .sort((a, b) => b - a)
          .map((quarter, i) => ({
            band: ladderBands[i] as Band,
            comparison: comparisons[i] as Step["comparison"],
            threshold: `${quarter}/4`,
          })),
      ),
  );

const classifications: fc.Arbitrary<Classification> = fc.oneof(
  ladders.map((steps) => ({ method: "mean-multiples" as const, steps, otherwise: "not-required" as const })),
  ladders.map((steps) => ({ method: "share" as const, steps, otherwise: "not-required" as const })),
  ladders.map((steps) => ({
    method: "workgroup-majority" as const,
    majority: { comparison: "more-than" as const, threshold: "1/2" },
    steps,
    otherwise: "not-required" as const,
  })),
  fc.constant({ method: "k-means" as const, bands: ["required", "maybe", "not-required"] as const }),
);

/** Merges of the components that `boxes` makes, never in a circle. */
const merges = fc.constantFrom<Record<string, string>[]>(
  {},
  {},
  { "component-1": "component-0" },
  { "component-1": "component-0", "component-2": "component-1" },
);

/** Rules of every kind, presets among them. */
export const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .record({ name: fc.constantFrom(...presetNames), merge: merges })
    .map(({ name, merge }) => ({ ...presets[name], merge })),
  fc
    .record({
      count: fc.constantFrom("cell" as const, "person" as const),
      required: fc.integer({ min: 1, max: 3 }),
      notNecessary: fc.integer({ min: -2, max: 0 }),
      unit: fc.constantFrom("voter" as const, "workgroup" as const),
      merge: merges,
      exclude: fc.constantFrom("nobody" as const, "affiliated" as const),
      publicBallots: fc.constantFrom("apart" as const, "as-workgroup" as const),
      classify: classifications,
    })
    .map(
      ({ required, notNecessary, ...rest }): Rule => ({
        version: 1,
        name: "some rule",
        score: { required, not_necessary: notNecessary },
        ...rest,
      }),
    ),
);

/** Whether voters' effects add up under a rule, so that the search for a flip is exact at any size. */
export function isLinear(rule: Rule): boolean {
  const { method } = rule.classify;
  return rule.unit === "voter" && (method === "share" || method === "mean-multiples");
}
