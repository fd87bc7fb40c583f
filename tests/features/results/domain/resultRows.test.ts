import { describe, expect, test } from "vitest";
import { isFragile } from "~/features/results/domain/firmness";
import { buildResult } from "~/features/results/domain/resultDocument";
import { bandCounts, chosenComponents, movedBy, rowOf } from "~/features/results/domain/resultRows";
import { figure, resultTabOf, rowQueryOf } from "~/features/results/domain/resultView";
import { presets } from "~/features/rules/domain/presets";
import { namedRule } from "~/features/rules/services/namedRule";
import { box2024 } from "~tests/features/rules/support/votes2024";
import { there } from "~tests/support/scenario";

const about = { process: "osaid", compilation: 1, rounds: [], mapping: [] } as const;
const result = buildResult(box2024(), presets["net-mean"], about);
const keys = result.components.map(({ component }) => component);
const names = {
  components: Object.fromEntries(keys.map((key, i) => [key, i === 3 ? "Données d’été" : `Name ${i}`])),
  categories: Object.fromEntries(keys.map((key, i) => [key, i % 2 === 0 ? "code" : "data"])),
};
const compare = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
const chosen = (query: string) =>
  chosenComponents(result, rowQueryOf(new URLSearchParams(query)), names, compare);

describe("the rows of a result", () => {
  test("are all there, the highest score first, where nothing is asked for", () => {
    const scores = chosen("").map(({ score }) => figure(score));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores).toHaveLength(26);
    expect(chosen("band=constructor&order=toString&category=&page=2")).toHaveLength(26);
  });

  test("are chosen by band, category, name and firmness, together", () => {
    const required = chosen("band=required");
    expect(required.map(({ band }) => band)).toEqual(Array(5).fill("required"));
    expect(chosen("q=donnees ete").map(({ component }) => component)).toEqual([keys[3]]);
    expect(chosen("category=code")).toHaveLength(13);
    expect(chosen("fragile=1")).toEqual(chosen("").filter(isFragile));
    expect(chosen("fragile=1&band=required")).toEqual(required.filter(isFragile));
    expect(chosen("q=nothing of the kind")).toEqual([]);
  });

  test("stand by name, or those that the fewest voters decide first", () => {
    expect(chosen("order=name")[0]?.component).toBe(keys[3]);
    const voters = chosen("order=firmness").map(({ flip }) => flip?.voters ?? Number.POSITIVE_INFINITY);
    expect(voters).toEqual([...voters].sort((a, b) => a - b));
    expect(new Set(voters).size).toBeGreaterThan(1);
  });

  test("add up: every component is in one band, every other count says one thing of it", () => {
    expect(bandCounts(result).reduce((sum, { count }) => sum + count, 0)).toBe(26);
    expect(bandCounts(result).map(({ count }) => count)).toEqual([5, 2, 5, 4, 10]);
    for (const one of result.components) {
      const row = rowOf(result, one);
      expect(row.verdicts.flatMap(({ variants }) => variants)).toHaveLength(one.variants);
      expect(row.groups.reduce((sum, group) => sum + (group?.score ?? 0), 0)).toBeCloseTo(row.score);
      expect(row.isFragile).toBe(isFragile(one));
    }
  });

  test("say nothing of firmness where one ballot was counted", () => {
    const row = rowOf({ ...result, voters: 1 }, there(result.components[0]));
    expect(row.isFragile).toBeNull();
  });

  test("say where another count puts them elsewhere", () => {
    const merged = { ...presets["net-mean"], merge: { [there(keys[0])]: there(keys[1]) } };
    const moved = movedBy(buildResult(box2024(), merged, about), "merges-undone");
    expect(movedBy(result, "merges-undone")).toEqual([]);
    for (const { band, other } of moved) expect(other).not.toBe(band);
  });
});

test("an address names a part of a result, or the first one", () => {
  expect(resultTabOf(new URLSearchParams("tab=counting"))).toBe("counting");
  expect(resultTabOf(new URLSearchParams("tab=__proto__"))).toBe("components");
});

test("a rule is called by a preset's words only where it counts as the preset does", () => {
  const rule = presets["net-mean"];
  expect(namedRule(rule).preset).toBe("net-mean");
  expect(namedRule({ ...rule, merge: { a: "b" }, quorum: { voters: 3, turnout: "1/2" } }).preset).toBe(
    "net-mean",
  );
  expect(namedRule({ ...rule, score: { required: 2, not_necessary: 0 } }).preset).toBeNull();
  expect(namedRule({ ...rule, name: "person-share" }).preset).toBeNull();
  expect(namedRule({ ...rule, name: "constructor" })).toEqual({ preset: null, name: "constructor" });
});
