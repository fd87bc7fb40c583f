import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawCurves, type EndorsedDay, growth } from "~/features/endorsements/domain/curve";
import { endorsementKinds } from "~/features/endorsements/domain/endorsement";

const entries = fc.array(
  fc.record({
    kind: fc.constantFrom(...endorsementKinds),
    day: fc
      .date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
    count: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 60 },
);

const sumOf = (all: readonly EndorsedDay[], wanted: string) =>
  all.reduce((sum, { kind, count }) => sum + (kind === wanted ? count : 0), 0);

describe("growth", () => {
  test("never falls, has each day once, and ends with all", () => {
    fc.assert(
      fc.property(entries, (all) => {
        const points = growth(all);
        const days = points.map(({ day }) => day);
        expect(days).toEqual([...new Set(days)].sort());
        expect(points.at(-1)).toMatchObject({
          people: sumOf(all, "person"),
          organizations: sumOf(all, "organization"),
        });
        const sums = points.map(({ people, organizations }) => people + organizations);
        expect(sums).toEqual([...sums].sort((a, b) => a - b));
      }),
    );
  });

  test("is drawn within its picture, mirrored for who reads from right to left", () => {
    fc.assert(
      fc.property(entries, (all) => {
        const until = new Date("2040-01-02");
        for (const isMirrored of [false, true]) {
          for (const curve of Object.values(drawCurves(growth(all), until, isMirrored) ?? {})) {
            const path = `${curve.people} ${curve.organizations}`;
            expect(path).not.toMatch(/NaN|undefined|Infinity/);
            for (const [, x] of path.matchAll(/[MH](-?[\d.]+)/g)) {
              expect(Number(x)).toBeGreaterThanOrEqual(0);
              expect(Number(x)).toBeLessThanOrEqual(curve.width);
            }
            expect(curve.start > curve.end).toBe(isMirrored);
            expect(curve.levels.every(({ value }) => Number.isInteger(value))).toBe(true);
          }
        }
      }),
    );
  });

  test("names days that are whole within its picture and do not run into each other", () => {
    const longest = 115;
    /** How much of a name lies before where it stands, as it is read. */
    const before = { start: 0, middle: 0.5, end: 1 };
    fc.assert(
      fc.property(entries, fc.boolean(), (all, isMirrored) => {
        const curves = drawCurves(growth(all), new Date("2040-01-02"), isMirrored);
        expect(curves?.narrow.days).toHaveLength(2);
        for (const curve of Object.values(curves ?? {})) {
          const read = (x: number) => (isMirrored ? curve.width - x : x);
          let end = 0;
          for (const { x, at } of curve.days) {
            const begin = read(x) - before[at] * longest;
            expect(begin).toBeGreaterThanOrEqual(end);
            end = begin + longest;
          }
          expect(end).toBeLessThanOrEqual(curve.width);
        }
      }),
    );
  });

  test("has at least half of its width for the time in which anybody came", () => {
    const points = [
      { day: "2024-10-04", people: 1, organizations: 0 },
      { day: "2024-11-08", people: 2, organizations: 0 },
    ];
    const curve = drawCurves(points, new Date("2034-01-01"), false)?.wide;
    const [, , lastStep, end] = [...(curve?.people ?? "").matchAll(/[MH](-?[\d.]+)/g)].map(([, x]) =>
      Number(x),
    );
    const width = (curve?.end ?? 0) - (curve?.start ?? 0);
    expect(end).toBe(curve?.end);
    expect(((lastStep ?? 0) - (curve?.start ?? 0)) / width).toBeGreaterThan(0.45);
  });

  test("of nobody is not drawn", () => {
    expect(drawCurves([], new Date(), false)).toBeNull();
  });
});
