import { describe, expect, test } from "vitest";
import { departuresOf, type RoundStands } from "~/features/plans/domain/departures";
import { listHash, type Plan, planHash, planText, readPlan } from "~/features/plans/domain/plan";
import { there } from "~tests/support/scenario";

/** A plan as another program wrote and hashed it. */
const vector = {
  text: '{"anchorMinutes":60,"components":{"hash":"9d5b39f28959c4522af4c3ed94bf7389c2b18e0440001a7f8e78d86f5708e606","version":1},"confirm":["gates","publish"],"criteria":["use"],"format":"codraft-plan/1","overlap":"refused","plan":1,"process":"example","quorum":{"share":"1/2","voters":1,"workgroup":{"share":"1/2","voters":1},"workgroups":1},"rounds":[{"asked":["weights"],"attribution":"pseudonymous","closesAt":"by-hand","log":"example-round-1","notNecessary":"offered","opensBy":"2026-03-02T12:00:00.000Z","reveal":"at-close","roll":"frozen","workgroup":"llama"}],"rule":"66cccb61ec53a543b93a882adde83deb9de2a445f621f9de270073dd903c5149"}',
  hash: "cac91ff88752ab41db60aa5a2dca48c3959dbaef1739d777bfd84691d6fb6377",
};
const plan: Plan = there(readPlan(vector.text));
const planned = there(plan.rounds[0]);

const asSealed: RoundStands = {
  ...planned,
  rule: plan.rule,
  components: plan.components,
  criteria: plan.criteria,
  openedAt: new Date("2026-03-02T08:00:00.000Z"),
  extendedTo: [],
};

describe("The text of a plan", () => {
  test("is the same, with the same hash, as another program writes it", () => {
    expect(planText(plan)).toBe(vector.text);
    expect(planHash(vector.text)).toBe(vector.hash);
  });

  test.each([
    [
      "has another order of its members",
      JSON.stringify(Object.fromEntries(Object.entries(plan).toReversed())),
    ],
    ["has a member that no plan has", vector.text.replace('"plan":1', '"more":1,"plan":1')],
    ["has no rounds", vector.text.replace(/"rounds":\[.*\],"rule"/u, '"rounds":[],"rule"')],
    ["has a share above the whole roll", vector.text.replace('"share":"1/2"', '"share":"3/2"')],
    ["is not JSON", "{"],
  ])("is not read where it %s", (_, text) => {
    expect(readPlan(text)).toBeNull();
  });

  test("tells lists of components apart by their order", () => {
    expect(listHash(["a", "b"])).not.toBe(listHash(["b", "a"]));
  });
});

describe("A round keeps to its plan", () => {
  test("where it is opened as it was sealed, to the last moment that was sealed", () => {
    expect(departuresOf(plan, asSealed)).toEqual([]);
    expect(departuresOf(plan, { ...asSealed, openedAt: new Date(planned.opensBy) })).toEqual([]);
  });

  test.each<[string, Partial<RoundStands>]>([
    ["not-named", { log: "example-round-2" }],
    ["rule", { rule: "0".repeat(64) }],
    ["list", { components: { ...plan.components, version: 2 } }],
    ["list", { components: { version: 1, hash: listHash(["weights", "logs"]) } }],
    ["criteria", { criteria: ["use", "study"] }],
    ["workgroup", { workgroup: "public" }],
    ["asked", { asked: ["weights", "logs"] }],
    ["answers", { notNecessary: "not-offered" }],
    ["answers", { cannotJudge: "offered" }],
    ["attribution", { attribution: "named" }],
    ["roll", { roll: "joins" }],
    ["reveal", { reveal: "at-publication" }],
    ["closing", { closesAt: "2026-03-09T12:00:00.000Z" }],
    ["late", { openedAt: new Date("2026-03-02T12:00:00.001Z") }],
  ])("and departs from it in: %s", (departure, change) => {
    expect(departuresOf(plan, { ...asSealed, ...change })).toEqual([departure]);
  });

  test("where its end was moved in public, and to no other time", () => {
    const extended = ["2026-03-09T12:00:00.000Z"];
    const moved = { ...asSealed, closesAt: extended[0] as string, extendedTo: extended };
    expect(departuresOf(plan, moved)).toEqual([]);
    expect(departuresOf(plan, { ...moved, closesAt: "2026-03-10T12:00:00.000Z" })).toEqual(["closing"]);
  });
});
