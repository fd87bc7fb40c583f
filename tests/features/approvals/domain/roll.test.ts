import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Placed } from "~/features/approvals/domain/position";
import { nextRoll, publishedRoll, type RollSteps } from "~/features/approvals/domain/roll";
import { regions } from "~/kernel/places/regions";

const known = { groups: ["subject"], regions };
const counted = (subjects: number) => ({ total: 50 + subjects, groups: { subject: subjects }, regions: {} });
const subjectsOf = (steps: RollSteps) => publishedRoll(steps.counts, known, []).groups.subject;

describe("the published roll of an approval", () => {
  test("is rounded up, tells few from nobody nowhere, and is never below the positions", () => {
    const shown = (subjects: number) => subjectsOf(nextRoll(null, counted(subjects), known, () => 0));
    expect([0, 1, 9, 10, 11, 16].map(shown)).toEqual([10, 10, 10, 10, 15, 20]);
    const one: Placed = { position: "approve", groups: ["subject"], region: "AF" };
    const roll = publishedRoll(
      counted(2),
      known,
      Array.from({ length: 12 }, () => one),
    );
    expect(roll).toMatchObject({ total: 55, groups: { subject: 15 }, regions: { AF: 15, EU: 10 } });
  });

  test("stays as it was from one approval to the next, whatever up to five accounts of one person do in between", () => {
    const draws = fc.infiniteStream(fc.nat(4));
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.array(fc.nat(5), { minLength: 2, maxLength: 12 }),
        draws,
        (others, own, drawn) => {
          const draw = () => drawn.next().value as number;
          const told = own.reduce<{ steps: RollSteps | null; shown: (number | undefined)[] }>(
            ({ steps, shown }, mine) => {
              const next = nextRoll(steps, counted(others + mine), known, draw);
              return { steps: next, shown: [...shown, subjectsOf(next)] };
            },
            { steps: null, shown: [] },
          );
          expect(new Set(told.shown).size).toBe(1);
        },
      ),
    );
  });

  test("follows a group that grows, a little later", () => {
    let steps: RollSteps | null = null;
    for (let subjects = 0; subjects <= 60; subjects++) {
      steps = nextRoll(steps, counted(subjects), known, () => 4);
      expect(Math.abs((steps.counts.groups.subject as number) - subjects)).toBeLessThanOrEqual(13);
    }
  });
});
