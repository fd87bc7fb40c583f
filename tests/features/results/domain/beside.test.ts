import { describe, expect, test } from "vitest";
import { besides, groupsBeside } from "~/features/results/domain/beside/beside";
import { besideQueryOf, chosenBeside, movesOf } from "~/features/results/domain/beside/besideRows";
import {
  buildResult,
  type CountedRound,
  type ResultDocument,
} from "~/features/results/domain/resultDocument";
import { type BallotBox, keepVoters } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { box2024 } from "~tests/features/rules/support/votes2024";
import { there } from "~tests/support/scenario";

const box = box2024();
const groups = box.workgroups.map(({ key }) => key);
const first = there(groups[0]);
const last = there(groups.at(-1));

const roundsOf = ({ workgroups }: BallotBox, again: readonly string[] = []): CountedRound[] =>
  workgroups.map(({ key }, i) => ({
    number: i + 1,
    workgroup: key,
    log: again.includes(key) ? `${key}-again` : key,
    size: 1,
    root: "root",
    ruleHash: "",
  }));

const count = (
  counted: BallotBox,
  rule: Rule,
  more: { again?: readonly string[]; mapping?: ResultDocument["mapping"] } = {},
) =>
  buildResult(counted, rule, {
    process: "osaid",
    compilation: 1,
    rounds: roundsOf(counted, more.again),
    mapping: more.mapping ?? [],
  });

const whole = count(box, presets["net-mean"]);
const causesOf = (rows: ReturnType<typeof besides>) => [...new Set(rows.flatMap(({ causes }) => causes))];

describe("two results side by side", () => {
  test("of the same ballots and rule differ in nothing", () => {
    const rows = besides(whole, count(box, presets["net-mean"]));
    expect(rows).toHaveLength(26);
    expect(rows.filter(({ isMoved, causes }) => isMoved || causes.length > 0)).toEqual([]);
    expect(movesOf(rows)).toEqual({ all: 26, moved: 0, rose: 0, fell: 0, came: 0, went: 0 });
  });

  test("by another ready rule differ in the rule alone, as the first one says of its own ballots", () => {
    const rows = besides(whole, count(box, presets["person-share"]));
    expect(causesOf(rows)).toEqual(["rule"]);
    const { moved, rose, fell } = movesOf(rows);
    expect(moved).toBeGreaterThan(0);
    expect(rose + fell).toBe(moved);
    for (const { after, beforeUnderRule } of rows) expect(beforeUnderRule).toBe(after?.band);
    // A rule with other exclusions is none that the first result counted by.
    const other = besides(whole, count(box, { ...presets["person-share"], exclude: "affiliated" }));
    expect(new Set(other.map(({ beforeUnderRule }) => beforeUnderRule))).toEqual(new Set([null]));
  });

  test("say that a workgroup voted again and otherwise, and not that its rounds are others", () => {
    const at = box.workgroups.findIndex(({ key }) => key === first);
    let isLeft = false;
    const fewer = keepVoters(box, ({ workgroup }) => {
      if (workgroup !== at || isLeft) return true;
      isLeft = true;
      return false;
    });
    const rows = besides(whole, count(fewer, presets["net-mean"], { again: [first] }));
    expect(causesOf(rows)).toContain("votes");
    expect(causesOf(rows)).not.toContain("rounds");
    const row = there(rows.find(({ causes }) => causes.includes("votes")));
    const groups = groupsBeside(whole, count(fewer, presets["net-mean"], { again: [first] }), row);
    expect(groups.filter(({ isSame }) => !isSame).map(({ key }) => key)).toEqual([first]);
    // Where its own votes are the same, the bands begin elsewhere.
    for (const { causes, isMoved } of rows) expect(causes.length > 0 || !isMoved).toBe(true);
  });

  test("say that a workgroup is counted in one of them only", () => {
    const kept = box.workgroups.filter(({ key }) => key !== last);
    const fewer = { ...keepVoters(box, ({ workgroup }) => workgroup < kept.length), workgroups: kept };
    expect(box.workgroups[kept.length]?.key).toBe(last);
    const rows = besides(whole, count(fewer, presets["net-mean"]));
    expect(causesOf(rows)).toContain("rounds");
    expect(causesOf(rows)).not.toContain("votes");
  });

  test("find a component again under the key that the later list gave it, and say what came and went", () => {
    const [a, b, c] = whole.components;
    const renamed: ResultDocument = {
      ...whole,
      mapping: [{ from: there(a).component, to: "renamed", version: 2 }],
      components: whole.components
        .filter(({ component }) => component !== there(c).component)
        .map((one) => (one === a ? { ...one, component: "renamed", band: there(b).band } : one))
        .concat({ ...there(c), component: "new" }),
    };
    const rows = besides(whole, renamed);
    const found = rows.find(({ component }) => component === there(a).component);
    expect(found).toMatchObject({ as: "renamed", after: { band: there(b).band } });
    expect(rows.find(({ component }) => component === "new")).toMatchObject({
      before: null,
      causes: ["list"],
    });
    expect(rows.find(({ component }) => component === there(c).component)).toMatchObject({
      after: null,
      causes: ["list"],
    });
    expect(movesOf(rows)).toMatchObject({ all: 27, came: 1, went: 1 });
  });

  test("show what moved, the farthest first, and otherwise what the address asks for", () => {
    const rows = besides(whole, count(box, presets["workgroup-majority"]));
    const names = {
      components: Object.fromEntries(
        rows.map(({ component }, i) => [component, i === 3 ? "Été" : `Name ${i}`]),
      ),
      categories: Object.fromEntries(rows.map(({ component }, i) => [component, i % 2 ? "code" : "data"])),
    };
    const compare = (x: string, y: string) => x.localeCompare(y, "en", { numeric: true });
    const chosen = (query: string) =>
      chosenBeside(rows, besideQueryOf(new URLSearchParams(query)), names, compare);
    expect(chosen("")).toHaveLength(movesOf(rows).moved);
    expect(chosen("show=all&cause=constructor&order=toString")).toHaveLength(26);
    expect(chosen("show=all&q=ete").map(({ component }) => component)).toEqual([rows[3]?.component]);
    expect(chosen("show=all&category=code")).toHaveLength(13);
    expect(chosen("show=all&cause=votes")).toEqual([]);
    expect(chosen("show=all&order=name")[0]?.component).toBe(rows[3]?.component);
  });
});
