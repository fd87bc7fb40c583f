import { expect, it } from "vitest";
import { holdAgainst, levels, verdictOn } from "~/features/results/domain/checklist";
import { bands } from "~/features/rules/domain/bands";

it("a draft follows the vote or departs from it, level by level", () => {
  const asked = [...levels, "none" as const];
  const followed = Object.fromEntries(
    bands.map((band) => [band, asked.filter((level) => verdictOn(band, level) === "follows")]),
  );
  expect(followed).toEqual({
    required: ["required"],
    "likely-required": ["required", "likely-required"],
    maybe: ["likely-required", "optional"],
    "likely-not-required": ["optional", "none"],
    "not-required": ["optional", "none"],
  });
});

it("what was not voted on neither follows nor departs", () => {
  for (const level of levels) expect(verdictOn(null, level)).toBe("not-voted");
});

it("a checklist is held against every component that was voted on, and names the others", () => {
  const voted = [
    { component: "docs", band: "not-required" as const, fragile: false },
    { component: "data", band: "maybe" as const, fragile: true },
    { component: "code", band: "required" as const, fragile: false },
  ];
  const items = [
    { component: "data", level: "required" as const },
    { component: "information", level: "required" as const },
  ];
  expect(
    holdAgainst(items, voted).map(({ component, level, verdict, fragile }) => [
      component,
      level,
      verdict,
      fragile,
    ]),
  ).toEqual([
    ["code", "none", "deviates", false],
    ["data", "required", "deviates", true],
    ["docs", "none", "follows", false],
    ["information", "required", "not-voted", false],
  ]);
});
