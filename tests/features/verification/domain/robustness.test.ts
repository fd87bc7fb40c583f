import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type BoxVoter, packBox } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import type { Classification, Rule, Step } from "~/features/rules/domain/rule";
import { sensitivity, variantName } from "~/features/rules/domain/sensitivity";
import { canonicalJson } from "~/kernel/hash/canonical";
import { type Chance, chance } from "../madeBundle";
import { hasPython } from "../python";

const cases = Number(process.env.AGREE ?? 40);
const criteria = ["use", "study", "modify"];
const choices = ["required", "not_necessary", "cannot_judge"] as const;
const folder = fileURLToPath(new URL("../../../../docs/verifier/", import.meta.url));

/** Any box of ballots: workgroups of different sizes, some of them public, organizations, people of the maker's, answers that lean. */
function someBox(random: Chance) {
  const components = Array.from({ length: 1 + random.below(6) }, (_, at) => `part-${at}`);
  const used = criteria.slice(0, 1 + random.below(3));
  const groups = Array.from({ length: 1 + random.below(4) }, (_, at) => ({
    key: `group-${at}`,
    isPublic: random.is(0.2),
    onRoll: 20,
    asked: new Set(random.some(components, 0.8)),
    offersNotNecessary: true,
  }));
  const most = random.one([3, 8, 30]);
  const lean = random.below(10) / 10;
  const ballots = groups.flatMap(({ asked }, workgroup) =>
    Array.from({ length: random.below(most) }, (_, seat) => ({
      workgroup,
      id: `seat ${seat + 1}`,
      affiliated: random.is(0.15),
      organization: random.is(0.3) ? random.one(["Acme", "Über", "Umbrella"]) : null,
      choices: Object.fromEntries(
        random
          .some([...asked], 0.8)
          .map((key) => [
            key,
            Object.fromEntries(
              random
                .some(used, 0.8)
                .map((one) => [one, random.is(lean) ? choices[0] : random.one(choices)] as const),
            ),
          ]),
      ),
    })),
  );
  // In the order of their seats, as a result has them.
  const bySeat = (a: BoxVoter, b: BoxVoter) =>
    a.workgroup - b.workgroup || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return { shape: { components, criteria: used, workgroups: groups }, ballots: ballots.toSorted(bySeat) };
}

const bands = ["required", "likely-required", "maybe", "likely-not-required", "not-required"] as const;

/** A way to classify that no preset has: other thresholds, some below zero, other bands. */
function someClassification(random: Chance): Classification {
  const chosen = random.some(bands, 0.7);
  const falling = chosen.length < 2 ? bands : chosen;
  const classify = random.one(Object.values(presets)).classify as Classification;
  if (classify.method === "k-means") return { ...classify, bands: [...falling] };
  const heights = falling.slice(1).map(() => random.below(13) - 2);
  const steps = heights
    .toSorted((a, b) => b - a)
    .map((height, at): Step => {
      const comparison = random.one(["at-least", "more-than"] as const);
      return { band: falling[at] ?? "required", comparison, threshold: `${height}/6` };
    });
  return { ...classify, steps: steps.slice(0, 4), otherwise: falling.at(-1) ?? "not-required" };
}

function someRule(random: Chance, components: readonly string[]): Rule {
  const preset = random.one(Object.values(presets));
  const classify = random.is(0.5) ? preset.classify : someClassification(random);
  const merge: Record<string, string> = {};
  if (random.is(0.3))
    components.forEach((from, at) => {
      if (random.is(0.3)) merge[from] = components[at + 1 + random.below(2)] ?? "gone";
    });
  return {
    ...preset,
    name: random.is(0.2) ? "Ours" : preset.name,
    classify,
    count: classify.method === "workgroup-majority" ? "person" : random.one(["cell", "person"] as const),
    score: random.is(0.5) ? preset.score : { required: 1 + random.below(3), not_necessary: -random.below(3) },
    unit: random.one(["voter", "voter", "workgroup"] as const),
    merge,
    exclude: random.one(["nobody", "affiliated"] as const),
    publicBallots: random.one(["apart", "as-workgroup"] as const),
    ...(random.is(0.1) ? { quorum: { voters: 1, turnout: "1/2" } } : {}),
  };
}

/** What the other program is asked: a line of JSON a case, and a line each in answer. */
const driver = `
import json, sys
import verify
for line in sys.stdin:
    asked = json.loads(line)
    for group in asked["box"]["groups"]:
        group["asked"] = set(group["asked"])
    for voter in asked["box"]["voters"]:
        voter["cells"] = {(component, criterion): choice for component, criterion, choice in voter["cells"]}
    print(verify.canonical(verify.robustness(asked["box"], asked["rule"], asked["ties"])))
`;

test.skipIf(!hasPython)(
  "How firm bands are, both programs find alike, whatever was voted and by whichever rule",
  () => {
    const asked: string[] = [];
    const expected: string[] = [];
    for (let seed = 1; seed <= cases; seed++) {
      const random = chance(seed + 3_000_000);
      const { shape, ballots } = someBox(random);
      const rule = someRule(random, shape.components);
      const ties = random.one(["by-choices", "by-seats"] as const);
      const found = sensitivity(packBox(shape, ballots), rule, ties);
      expected.push(
        canonicalJson(
          found.map(({ under, flip }) => ({
            agreeing: under.filter(({ agrees }) => agrees).length,
            variants: under.length,
            under: under.map(({ variant, band, agrees }) => ({
              variant: { ...variant },
              name: variantName(variant),
              band,
              agrees: agrees ? "yes" : "no",
            })),
            flip: flip && { ...flip, workgroups: { ...flip.workgroups }, exact: flip.exact ? "yes" : "no" },
          })),
        ),
      );
      const groups = shape.workgroups.map(({ key, isPublic, asked: keys }) => {
        return { key, public: isPublic, onRoll: 20, asked: [...keys], offers: true };
      });
      const voters = ballots.map(({ workgroup, choices: said, ...voter }) => ({
        ...voter,
        group: groups[workgroup]?.key,
        cells: Object.entries(said).flatMap(([component, row]) =>
          Object.entries(row).map(([criterion, choice]) => [component, criterion, choice]),
        ),
      }));
      const box = { components: shape.components, criteria: shape.criteria, groups, voters };
      asked.push(JSON.stringify({ box, rule, ties }));
    }
    const { stdout, stderr } = spawnSync("python3", ["-c", driver], {
      cwd: folder,
      input: asked.join("\n"),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    expect(stderr).toBe("");
    const said = stdout.split("\n").slice(0, -1);
    expect(said.length).toBe(cases);
    const other = said.findIndex((text, at) => text !== expected[at]);
    expect(
      other === -1 ? null : { case: asked[other], python: said[other], browser: expected[other] },
    ).toBeNull();
  },
);
