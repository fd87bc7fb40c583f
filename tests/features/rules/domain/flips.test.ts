import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BallotBox, keepVoters } from "~/features/rules/domain/ballotBox";
import { type Band, bandDistance } from "~/features/rules/domain/bands";
import { togetherUnder } from "~/features/rules/domain/bandsUnder";
import { smallestFlips } from "~/features/rules/domain/flips";
import type { Rule } from "~/features/rules/domain/rule";
import { tally } from "~/features/rules/domain/tally";
import { boxes, isLinear, rules } from "~tests/features/rules/support/arbitrary";

type Found = { readonly voters: number; readonly bands: ReadonlySet<Band> };

/** By leaving out every group of voters: the fewest that change each component's band, and to what. */
function bruteForce(box: BallotBox, rule: Rule): (Found | null)[] {
  const together = togetherUnder(box, rule);
  const counted = box.voters.flatMap((voter, row) =>
    together[voter.workgroup] && !(voter.affiliated && rule.exclude === "affiliated") ? [row] : [],
  );
  const bandsWithout = (left: ReadonlySet<number>) => {
    const ids = new Set([...left].map((row) => box.voters[row]?.id));
    return tally(
      keepVoters(box, (voter) => !ids.has(voter.id)),
      rule,
    ).components.map(({ band }) => band);
  };
  const now = bandsWithout(new Set());
  const found: (Found | null)[] = now.map(() => null);
  for (let mask = 1; mask < 2 ** counted.length - 1; mask++) {
    const left = new Set(counted.filter((_, bit) => mask & (2 ** bit)));
    bandsWithout(left).forEach((band, i) => {
      const best = found[i];
      if (band === now[i] || (best && best.voters < left.size)) return;
      const bands = best?.voters === left.size ? best.bands : new Set<Band>();
      found[i] = { voters: left.size, bands: new Set([...bands, band]) };
    });
  }
  return found;
}

const small = { voters: 7, components: 3 };

/** The same ballots, whatever their seats are called and in which order they stand. */
function reordered(box: BallotBox, by: number): BallotBox {
  const size = box.components.length * box.criteria.length;
  const rows = box.voters.map((_, row) => row).toReversed();
  const order = [...rows.slice(by % (rows.length || 1)), ...rows.slice(0, by % (rows.length || 1))];
  return {
    ...box,
    voters: order.flatMap((row) => box.voters[row] ?? []),
    cells: Uint8Array.from(order.flatMap((row) => [...box.cells.slice(row * size, (row + 1) * size)])),
  };
}

describe("the smallest flip", () => {
  it("names the same voters in whatever order their seats stand, where choices decide", () => {
    fc.assert(
      fc.property(boxes({ voters: 12, components: 4 }), rules, fc.nat(), (box, rule, by) => {
        const other = smallestFlips(reordered(box, by), rule, "by-choices");
        expect(other).toEqual(smallestFlips(box, rule, "by-choices"));
      }),
      { numRuns: 600 },
    );
  });

  it("is what leaving out every group of voters finds, for rules that add up", () => {
    fc.assert(
      fc.property(boxes(small), rules.filter(isLinear), (box, rule) => {
        const expected = bruteForce(box, rule);
        smallestFlips(box, rule).forEach((flip, i) => {
          const best = expected[i];
          // Around a mean that is not above zero effects do not add up, and the search ends at three.
          const mayMiss = rule.classify.method === "mean-multiples" && (best?.voters ?? 0) > 3;
          if (flip === null) expect(best === null || mayMiss).toBe(true);
          else if (flip.exact) {
            expect(flip.voters).toBe(best?.voters);
            expect(best?.bands.has(flip.to)).toBe(true);
          } else expect(flip.voters).toBeGreaterThanOrEqual(best?.voters ?? Number.POSITIVE_INFINITY);
        });
      }),
      { numRuns: 400 },
    );
  });

  it("is exact up to three voters for rules that do not add up, and an upper bound beyond", () => {
    fc.assert(
      fc.property(
        boxes(small),
        rules.filter((rule) => !isLinear(rule)),
        (box, rule) => {
          const expected = bruteForce(box, rule);
          smallestFlips(box, rule).forEach((flip, i) => {
            const best = expected[i];
            if (best && best.voters <= 3) expect(flip).toMatchObject({ voters: best.voters, exact: true });
            else if (flip) {
              expect(flip.exact).toBe(false);
              expect(flip.voters).toBeGreaterThanOrEqual(best?.voters ?? Number.POSITIVE_INFINITY);
            }
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it("names the workgroups in which its voters sit", () => {
    fc.assert(
      fc.property(boxes(small), rules, (box, rule) => {
        for (const flip of smallestFlips(box, rule)) {
          if (!flip) continue;
          const seats = Object.entries(flip.workgroups);
          expect(seats.reduce((sum, [, voters]) => sum + voters, 0)).toBe(flip.voters);
          for (const [key, voters] of seats) {
            const group = box.workgroups.findIndex((one) => one.key === key);
            expect(voters).toBeLessThanOrEqual(
              box.voters.filter(({ workgroup }) => workgroup === group).length,
            );
          }
        }
      }),
    );
  });
});

describe("the distance between bands", () => {
  it("is how many steps apart they are", () => {
    expect(bandDistance("required", "not-required")).toBe(4);
    expect(bandDistance("maybe", "maybe")).toBe(0);
    expect(bandDistance("maybe", "likely-required")).toBe(1);
  });
});
