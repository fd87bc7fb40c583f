import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BallotBox, type BoxVoter, cell, counted, keepVoters } from "~/features/rules/domain/ballotBox";
import { bands } from "~/features/rules/domain/bands";
import { countBox } from "~/features/rules/domain/count";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { blankWeighs } from "~/features/rules/domain/score";
import { sensitivity } from "~/features/rules/domain/sensitivity";
import { tally } from "~/features/rules/domain/tally";
import { add, formatFraction, fraction } from "~/kernel/figures/fraction";
import { boxes, rules } from "~tests/features/rules/support/arbitrary";

function reordered(box: BallotBox, order: readonly number[]): BallotBox {
  const stride = box.components.length * box.criteria.length;
  const cells = new Uint8Array(box.cells.length);
  order.forEach((row, at) => {
    cells.set(box.cells.subarray(row * stride, (row + 1) * stride), at * stride);
  });
  return { ...box, voters: order.map((row) => box.voters[row] as BoxVoter), cells };
}

const sizes = { voters: 8, components: 4 };
const shuffled = boxes(sizes).chain((box) => {
  const rows = box.voters.map((_, row) => row);
  return fc
    .shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
    .map((order) => ({ box, other: reordered(box, order) }));
});

describe("a tally", () => {
  it("is the same whatever the order of the voters", () => {
    fc.assert(
      fc.property(shuffled, rules, ({ box, other }, rule) => {
        expect(tally(other, rule)).toEqual(tally(box, rule));
      }),
    );
  });

  it("counts a thousand voters as it counts one", () => {
    fc.assert(
      fc.property(boxes({ voters: 3, components: 3, criteria: 6 }), rules, (box, rule) => {
        const times = 1000;
        const cells = new Uint8Array(box.cells.length * times);
        for (let copy = 0; copy < times; copy++) cells.set(box.cells, copy * box.cells.length);
        const voters = Array.from({ length: times }).flatMap(() => box.voters);
        const one = countBox(box, rule);
        const many = countBox({ ...box, voters, cells }, rule);
        const scaled = (counts: Int32Array) => [...counts].map((count) => count * times);
        expect([...many.cells]).toEqual(scaled(one.cells));
        expect([...many.persons]).toEqual(scaled(one.persons));
        expect([...many.voted]).toEqual(scaled(one.voted));
        expect(many.excluded).toBe(one.excluded * times);
      }),
    );
  });

  it("takes a blank for as much as a no exactly where ballots say so", () => {
    let same = 0;
    fc.assert(
      fc.property(boxes({ voters: 5, components: 4, criteria: 2 }), rules, (box, rule) => {
        if (!blankWeighs(rule).startsWith("same")) return;
        same++;
        const cells = box.cells.map((one) => (one === cell.blank ? cell.not_necessary : one));
        const bandsOf = (some: BallotBox) => tally(some, rule).components.map(({ band }) => band);
        expect(bandsOf({ ...box, cells })).toEqual(bandsOf(box));
      }),
    );
    expect(same).toBeGreaterThan(0);
    expect(blankWeighs(presets["person-share"])).toBe("sameOfAll");
    expect(blankWeighs(presets["net-mean"])).toBe("points");
  });

  it("follows merges to their end", () => {
    const chain = { "component-2": "component-1", "component-1": "component-0" };
    const direct = { "component-2": "component-0", "component-1": "component-0" };
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        fc.pre(box.components.length > 2);
        const { rule: _, ruleHash: __, ...chained } = tally(box, { ...rule, merge: chain });
        expect(tally(box, { ...rule, merge: direct })).toMatchObject(chained);
      }),
    );
  });

  it("gives merged components the sum of their points, cell by cell", () => {
    fc.assert(
      fc.property(boxes(sizes), (box) => {
        fc.pre(box.components.length > 1);
        const apart = tally(box, presets["net-mean"]);
        const together = tally(box, { ...presets["net-mean"], merge: { "component-1": "component-0" } });
        const [first, second] = apart.components;
        const joined = together.components[0];
        if (!first || !second || !joined) throw new Error("the box has two components");
        expect(joined.score).toEqual(add(first.score, second.score));
        for (const [criterion, { points, required }] of Object.entries(joined.byCriterion)) {
          expect(points).toBe(
            (first.byCriterion[criterion]?.points ?? 0) + (second.byCriterion[criterion]?.points ?? 0),
          );
          expect(required).toBe(
            (first.byCriterion[criterion]?.required ?? 0) + (second.byCriterion[criterion]?.required ?? 0),
          );
        }
      }),
    );
  });

  it("takes what a voter cannot judge for no side, as a blank", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        const blank = { ...box, cells: box.cells.map((answer) => answer & counted) };
        expect(tally(box, rule)).toEqual(tally(blank, rule));
        expect(sensitivity(box, rule)).toEqual(sensitivity(blank, rule));
      }),
    );
  });

  it("counts every answer of the groups that are counted together", () => {
    fc.assert(
      fc.property(boxes(sizes), (box) => {
        const open: Rule = { ...presets["net-mean"], publicBallots: "as-workgroup" };
        const answered = box.cells.filter((answer) => answer & counted).length;
        const made = tally(box, open);
        expect(made.cellsAnswered).toBe(answered);
        expect(made.cellsAnswered).toBeLessThanOrEqual(made.cellsAsked);
        expect(made.voters).toBe(box.voters.length);
      }),
    );
  });

  it("excludes affiliated voters as if they had not come", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        const excluding = tally(box, { ...rule, exclude: "affiliated" });
        const without = tally(
          keepVoters(box, (voter) => !voter.affiliated),
          rule,
        );
        expect(excluding.components).toEqual(without.components);
        expect(excluding.excluded).toBe(box.voters.filter(({ affiliated }) => affiliated).length);
      }),
    );
  });

  it("keeps public ballots apart unless the rule counts them as a workgroup", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        const apart = tally(box, { ...rule, publicBallots: "apart" });
        const members = box.voters.filter(({ workgroup }) => !box.workgroups[workgroup]?.isPublic);
        const included = members.filter(({ affiliated }) => !affiliated || rule.exclude === "nobody");
        expect(apart.voters).toBe(included.length);
        expect(apart.apart.map(({ workgroup }) => workgroup)).toEqual(
          box.workgroups.filter(({ isPublic }) => isPublic).map(({ key }) => key),
        );
      }),
    );
  });

  it("has a band and a score for every component, even where nobody is counted", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        for (const ballots of [box, keepVoters(box, () => false)]) {
          for (const { band, score } of tally(ballots, rule).components) {
            expect(bands).toContain(band);
            expect(score).toBeDefined();
          }
        }
      }),
    );
  });

  it("has the mean of its scores as mean", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        const counted = tally(box, rule);
        const sum = counted.components.reduce((total, { score }) => add(total, score), fraction(0));
        const mean = fraction(sum.num, sum.den * BigInt(counted.components.length));
        expect(formatFraction(counted.mean)).toBe(formatFraction(mean));
      }),
    );
  });
});

describe("the sensitivity of a tally", () => {
  it("reports the bands that the tally gives, and a share of variants that agree", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        const counted = tally(box, rule);
        const robust = sensitivity(box, rule);
        expect(robust.map(({ component, band }) => [component, band])).toEqual(
          counted.components.map(({ component, band }) => [component, band]),
        );
        robust.forEach(({ band: declared, under, agreement }) => {
          const agreeing = under.filter(({ agrees }) => agrees).length;
          expect(agreement).toBe(under.length === 0 ? null : agreeing / under.length);
          expect(under.filter(({ band, agrees }) => band === declared && !agrees)).toEqual([]);
        });
      }),
    );
  });

  it("counts without each workgroup as if that workgroup had not voted", () => {
    fc.assert(
      fc.property(boxes(sizes), rules, (box, rule) => {
        for (const { component, under } of sensitivity(box, rule)) {
          for (const { variant, band } of under) {
            if (variant.kind !== "without-workgroup") continue;
            const left = keepVoters(box, (voter) => box.workgroups[voter.workgroup]?.key !== variant.name);
            const there = tally(left, rule).components.find((one) => one.component === component);
            expect(band).toBe(there?.band);
          }
        }
      }),
    );
  });
});
