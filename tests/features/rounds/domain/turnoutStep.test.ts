import { expect, test } from "vitest";
import { turnoutStep, votedSoFar } from "~/features/rounds/domain/turnoutStep";

test("who runs a workgroup reads about how many have voted, in four steps", () => {
  const steps = (onRoll: number) =>
    Array.from({ length: onRoll + 1 }, (_, voted) => turnoutStep(voted, onRoll));
  expect(steps(1)).toEqual(["none", "all"]);
  expect(steps(2)).toEqual(["none", "most", "all"]);
  expect(steps(5)).toEqual(["none", "few", "few", "most", "most", "all"]);
  expect(turnoutStep(0, 0)).toBe("none");
});

test("nothing that organizers are told of an open round moves with a single ballot but where it is the first, half, or the last", () => {
  const told = (round: { state: string; workgroupId: string | null }, onRoll: number) =>
    new Set(
      Array.from({ length: onRoll + 1 }, (_, voted) => JSON.stringify(votedSoFar(round, voted, onRoll))),
    ).size;
  expect(told({ state: "open", workgroupId: "a" }, 40)).toBe(4);
  // Who joins as they vote moves the roll too.
  expect(told({ state: "open", workgroupId: null }, 40)).toBe(5);
  expect(votedSoFar({ state: "open", workgroupId: null }, 19, 19)).toEqual({
    told: "in-tens",
    voted: 10,
    onRoll: 10,
  });
  expect(told({ state: "closed", workgroupId: "a" }, 40)).toBe(41);
});
