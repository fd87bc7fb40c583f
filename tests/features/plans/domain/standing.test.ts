import { describe, expect, test } from "vitest";
import { readPlan } from "~/features/plans/domain/plan";
import {
  type Counted,
  type RoundFact,
  type Sealed,
  standingOf,
  unplanned,
} from "~/features/plans/domain/standing";
import { there } from "~tests/support/scenario";

const rule = "66cccb61ec53a543b93a882adde83deb9de2a445f621f9de270073dd903c5149";
const logs = ["example-round-1", "example-round-2", "example-round-3", "example-round-4"];

function sealed(facts: Partial<Record<string, Partial<RoundFact>>> = {}, number = 1, named = logs): Sealed {
  const plan = there(
    readPlan(
      `{"components":{"hash":"${rule}","version":1},"confirm":[],"criteria":["use"],"format":"codraft-plan/1","overlap":"allowed","plan":${number},"process":"example","quorum":{"share":"1/2","voters":4,"workgroup":{"share":"0","voters":1},"workgroups":2},"rounds":[${named
        .map(
          (log) =>
            `{"asked":["weights"],"attribution":"pseudonymous","closesAt":"by-hand","log":"${log}","notNecessary":"offered","opensBy":"2026-03-02T12:00:00.000Z","reveal":"at-close","roll":"frozen","workgroup":"${log}"}`,
        )
        .join()}],"rule":"${rule}"}`,
    ),
  );
  return {
    plan,
    facts: named.map((log) => ({ log, state: "closed", isKept: true, ...facts[log] })),
  };
}

const all: Counted = {
  rule,
  rounds: logs,
  voters: 8,
  onRoll: 16,
  workgroups: logs.map(() => ({ voted: 2, onRoll: 4 })),
};

describe("A count is complete under a plan", () => {
  test("where it is of exactly its rounds, by its rule, with its quorum, in whatever order they are named", () => {
    const complete = { plan: 1, standing: "complete", omitted: [] };
    expect(standingOf(all, [sealed()], true)).toEqual(complete);
    expect(standingOf({ ...all, rounds: logs.toReversed() }, [sealed()], true)).toEqual(complete);
  });

  test("and never where anything at all is otherwise: of every set of rounds only the whole one is complete", () => {
    const several = Array.from({ length: 2 ** 6 }, (_, bits) =>
      [...logs, "example-round-5", "example-round-6"].filter((_, at) => (bits >> at) & 1),
    );
    const complete = several.filter(
      (rounds) => standingOf({ ...all, rounds }, [sealed()], true).standing === "complete",
    );
    expect(complete).toEqual([logs]);
  });
});

describe("A count is incomplete, and nobody left anything out,", () => {
  test.each([
    ["lost", "never-opened"],
    ["void", "void"],
    ["broken", "log-broken"],
  ] as const)("where a round is %s", (state, code) => {
    const counted = { ...all, rounds: logs.slice(0, 3) };
    const plans = [sealed({ "example-round-4": { state } })];
    expect(standingOf(counted, plans, true)).toEqual({
      plan: 1,
      standing: "incomplete",
      omitted: [{ round: "example-round-4", code }],
    });
  });

  test.each([
    ["fewer voted than are asked for", { voters: 3, onRoll: 4 }, "quorum"],
    ["a smaller share voted than is asked for", { voters: 7, onRoll: 16 }, "quorum"],
    [
      "fewer workgroups voted than are asked for",
      { workgroups: [{ voted: 8, onRoll: 8 }, ...[0, 0, 0].map((voted) => ({ voted, onRoll: 4 }))] },
      "quorum-workgroups",
    ],
  ] as const)("where %s", (_, turnout, code) => {
    expect(standingOf({ ...all, ...turnout }, [sealed()], true)).toEqual({
      plan: 1,
      standing: "incomplete",
      omitted: [{ round: null, code }],
    });
  });
});

describe("A count is an exploration", () => {
  test.each([
    ["closed", "left-out"],
    ["open", "still-open"],
    ["draft", "not-yet-opened"],
  ] as const)("where a round is %s and not counted", (state, code) => {
    const counted = { ...all, rounds: logs.slice(0, 3) };
    const { standing, omitted } = standingOf(counted, [sealed({ "example-round-4": { state } })], true);
    expect({ standing, omitted }).toEqual({
      standing: "explored",
      omitted: [{ round: "example-round-4", code }],
    });
  });

  test("where a round counts that was declared void", () => {
    const plans = [sealed({ "example-round-4": { state: "void" } })];
    expect(standingOf(all, plans, true)).toMatchObject({
      standing: "explored",
      omitted: [{ round: "example-round-4", code: "departed" }],
    });
  });

  test("where a round is added, by another rule, or of a round that is not as it was sealed", () => {
    const added = standingOf({ ...all, rounds: [...logs, "example-round-5"] }, [sealed()], true);
    expect(added).toMatchObject({
      standing: "explored",
      omitted: [{ round: "example-round-5", code: "added" }],
    });
    const other = standingOf({ ...all, rule: "0".repeat(64) }, [sealed()], true);
    expect(other).toMatchObject({ standing: "explored", omitted: [{ round: null, code: "rule" }] });
    const departed = standingOf(all, [sealed({ "example-round-2": { isKept: false } })], true);
    expect(departed).toMatchObject({
      standing: "explored",
      omitted: [{ round: "example-round-2", code: "departed" }],
    });
  });

  test("of two plans together, held against the one of which it counts more", () => {
    const other = sealed({}, 2, ["example-round-7"]);
    const counted = { ...all, rounds: [...logs, "example-round-7"] };
    expect(standingOf(counted, [other, sealed()], true)).toEqual({
      plan: 1,
      standing: "explored",
      omitted: [{ round: "example-round-7", code: "added" }],
    });
  });

  test("where no plan names its rounds, once a plan had been sealed before they opened; else it is from before", () => {
    const beside = { ...all, rounds: ["example-round-9"] };
    expect(standingOf(beside, [sealed()], true)).toEqual({ plan: null, standing: "explored", omitted: [] });
    expect(standingOf(beside, [sealed()], false)).toEqual(unplanned);
    expect(standingOf(all, [], false)).toEqual(unplanned);
  });
});
