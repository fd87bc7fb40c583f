import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess } from "~/features/reviews/domain/assess";
import { type Cell, cellValues, joinCells } from "~/features/reviews/domain/cells";
import {
  byVerdict,
  type conclusionVerdicts,
  firstReviewRule,
  worstFirst,
  worstOf,
} from "~/features/reviews/domain/conclusion";
import { flipsBetween } from "~/features/reviews/domain/flips";
import { type SavedWord, standingCells } from "~/features/reviews/domain/standing";

const components = ["data", "code", "weights"] as const;
const criteria = ["use", "share"] as const;
const anyCell = fc.record({
  reviewer: fc.constantFrom("a", "b", "c"),
  component: fc.constantFrom(...components),
  criterion: fc.constantFrom(...criteria),
  value: fc.constantFrom(...cellValues),
  at: fc.nat(9),
});
/** One word a reviewer and cell, as the database has them. */
const anyCells = fc.uniqueArray(anyCell, {
  maxLength: 18,
  selector: ({ reviewer, component, criterion }) => `${reviewer} ${component} ${criterion}`,
});
const items = components.map((component) => ({ component, level: "required" as const, framework: "" }));
const reviewed = (cells: readonly Cell[], affiliated = false) => ({
  key: "x",
  cells: cells.map((cell) => ({ ...cell, affiliated })),
  settled: [],
});
const full = (value: Cell["value"], reviewer = "a"): Cell[] =>
  components.flatMap((component) =>
    criteria.map((criterion) => ({ reviewer, component, criterion, value, at: 0 })),
  );

describe("the cells of several reviewers", () => {
  test("are one where they agree, a conflict where they do not; 'unknown' contradicts nobody", () => {
    const said = [
      { reviewer: "a", component: "data", criterion: "use", value: "allowed", at: 1 },
      { reviewer: "b", component: "data", criterion: "use", value: "unknown", at: 1 },
      { reviewer: "a", component: "code", criterion: "use", value: "allowed", at: 1 },
      { reviewer: "b", component: "code", criterion: "use", value: "restricted", at: 1 },
    ] as const;
    const cells = joinCells(["data", "code"], ["use"], said, []);
    expect(cells).toMatchObject([
      { value: "allowed", agreeing: 1, answering: 1, isSettled: false },
      { value: "conflict", agreeing: 1, answering: 2 },
    ]);
    const settled = [{ component: "code", criterion: "use", value: "restricted" as const, at: 2 }];
    expect(joinCells(["code"], ["use"], said, settled)).toMatchObject([
      { value: "restricted", agreeing: 1, answering: 2, isSettled: true },
    ]);
  });

  test("say in a conflict how many say what, most first", () => {
    const said = (["allowed", "restricted", "allowed"] as const).map((value, at) => ({
      reviewer: `${at}`,
      component: "code",
      criterion: "use",
      value,
      at,
    }));
    expect(joinCells(["code"], ["use"], said, [])).toMatchObject([
      {
        value: "conflict",
        agreeing: 2,
        answering: 3,
        said: [
          { value: "allowed", reviewers: 2 },
          { value: "restricted", reviewers: 1 },
        ],
      },
    ]);
  });

  test("are settled until a reviewer says something else after it, and not by saying the same again", () => {
    const settled = [{ component: "code", criterion: "use", value: "allowed" as const, at: 5 }];
    const said = (at: number, value: Cell["value"]) => [
      { reviewer: "a", component: "code", criterion: "use", value: "restricted" as const, at: 1 },
      { reviewer: "b", component: "code", criterion: "use", value, at },
    ];
    const [before] = joinCells(["code"], ["use"], said(4, "restricted"), settled);
    expect(before).toMatchObject({ value: "allowed", isSettled: true });
    const [same] = joinCells(["code"], ["use"], said(6, "allowed"), settled);
    expect(same).toMatchObject({ value: "allowed", isSettled: true, agreeing: 1, answering: 2 });
    const [after] = joinCells(["code"], ["use"], said(6, "restricted"), settled);
    expect(after).toMatchObject({ value: "restricted", isSettled: false });
    const [unknown] = joinCells(["code"], ["use"], said(6, "unknown"), settled);
    expect(unknown).toMatchObject({ value: "allowed", isSettled: true });
  });

  test("are the same in whatever order they were said", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        expect(joinCells(components, criteria, cells.toReversed(), [])).toEqual(
          joinCells(components, criteria, cells, []),
        );
      }),
    );
  });
});

describe("a conclusion", () => {
  const conclude = (cells: readonly Cell[], rule = firstReviewRule, asked = items, affiliated = false) =>
    assess(reviewed(cells, affiliated), asked, criteria, rule);

  test("is that a system meets it when every required cell is allowed", () => {
    expect(conclude(full("allowed"))).toMatchObject({ verdict: "meets", asked: 6, done: 6 });
    expect(conclude([...full("allowed").slice(1)])).toMatchObject({ verdict: "incomplete", done: 5 });
  });

  test("is that it does not with one restricted cell, also while others are missing", () => {
    const [first, ...others] = full("allowed");
    const against = conclude([{ ...(first as Cell), value: "restricted" }, ...others.slice(2)]);
    expect(against).toMatchObject({ verdict: "does-not-meet", done: 4 });
    expect(against.against).toMatchObject([{ component: "data", criterion: "use" }]);
  });

  test("treats what does not apply, and who works with the maker, as the rule declares", () => {
    const [first, ...others] = full("allowed");
    const cells = [{ ...(first as Cell), value: "not-applicable" as const }, ...others];
    expect(conclude(cells).verdict).toBe("meets");
    expect(conclude(cells, { ...firstReviewRule, notApplicable: "counts-as-missing" }).verdict).toBe(
      "incomplete",
    );
    const shownOnly = { ...firstReviewRule, affiliated: "shown-only" as const };
    expect(conclude(full("allowed"), shownOnly, items, true)).toMatchObject({
      verdict: "incomplete",
      done: 0,
    });
  });

  test("is none while nothing is required", () => {
    expect(conclude(full("allowed"), firstReviewRule, []).verdict).toBe("nothing-required");
  });

  test("never gets better when more is required", () => {
    fc.assert(
      fc.property(anyCells, fc.subarray([...items], { minLength: 1 }), (cells, fewer) => {
        const [less, more] = [conclude(cells, firstReviewRule, fewer), conclude(cells)];
        if (less.verdict === "does-not-meet") expect(more.verdict).toBe("does-not-meet");
        if (more.verdict === "meets") expect(less.verdict).toBe("meets");
      }),
    );
  });

  test("adds up: what stands against, what is missing and what is allowed is all that was asked", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const { asked, done, missing, against } = conclude(cells);
        expect(done + missing.length).toBe(asked);
        expect(against.length).toBeLessThanOrEqual(done);
      }),
    );
  });
});

describe("what was said of an earlier version", () => {
  const version = (number: number, frameworks: Record<string, string>) => ({
    id: `v${number}`,
    number,
    items: Object.entries(frameworks).map(([component, framework]) => ({
      component,
      level: "required" as const,
      framework,
    })),
  });
  const versions = [
    version(1, { data: "open", code: "OSI" }),
    version(2, { data: "open", code: "any" }),
    version(3, { data: "open", code: "OSI" }),
  ] as const;
  const cell = (at: number, component: string, value: SavedWord["value"]): SavedWord => ({
    review: "r",
    version: `v${at}`,
    component,
    criterion: "use",
    value,
    at: 0,
  });
  const at = (number: 1 | 2 | 3, cells: readonly SavedWord[]) =>
    standingCells(versions[number - 1] as (typeof versions)[0], versions, cells).map(
      ({ component, value, isCarried }) => [component, value, isCarried],
    );

  test("stands where the same legal framework is asked, and is asked anew where another is", () => {
    const said = [cell(1, "data", "allowed"), cell(1, "code", "allowed")];
    expect(at(2, said)).toEqual([["data", "allowed", true]]);
    expect(at(3, said)).toEqual([
      ["data", "allowed", true],
      ["code", "allowed", true],
    ]);
  });

  test("gives way to a newer word, which changes nothing in earlier versions", () => {
    const said = [cell(1, "data", "allowed"), cell(2, "data", "restricted")];
    expect(at(1, said)).toEqual([["data", "allowed", false]]);
    expect(at(2, said)).toEqual([["data", "restricted", false]]);
    expect(at(3, said)).toEqual([["data", "restricted", true]]);
  });

  test("is not of a component that the version does not ask for", () => {
    expect(at(1, [cell(1, "weights", "allowed")])).toEqual([]);
  });
});

test("a system flips when its conclusion is another one; a new one does not", () => {
  const before = [
    { system: "a", verdict: "meets" as const },
    { system: "b", verdict: "incomplete" as const },
  ];
  const after = [
    { system: "a", verdict: "does-not-meet" as const },
    { system: "b", verdict: "incomplete" as const },
    { system: "c", verdict: "meets" as const },
  ];
  expect(flipsBetween(before, after)).toEqual([{ system: "a", from: "meets", to: "does-not-meet" }]);
});

test("systems are listed by what follows for them, and else in their own order", () => {
  type Listed = readonly [string, (typeof conclusionVerdicts)[number]];
  const systems: readonly Listed[] = [
    ["a", "does-not-meet"],
    ["b", "nothing-required"],
    ["c", "meets"],
    ["d", "incomplete"],
    ["e", "meets"],
  ];
  expect(byVerdict(systems, ([, verdict]) => verdict).map(([name]) => name)).toEqual([
    "c",
    "e",
    "d",
    "a",
    "b",
  ]);
});

test("a component looks from afar like the worst of its cells", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...worstFirst), { minLength: 1 }), (values) => {
      const shown = worstOf(values.map((value) => ({ value })));
      expect(values).toContain(shown);
      for (const value of values)
        expect(worstFirst.indexOf(shown)).toBeLessThanOrEqual(worstFirst.indexOf(value));
    }),
  );
  expect(worstOf([])).toBe("open");
});
