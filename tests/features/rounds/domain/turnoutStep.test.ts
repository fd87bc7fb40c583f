import { expect, test } from "vitest";
import { turnoutStep } from "~/features/rounds/domain/turnoutStep";

test("who runs a workgroup reads about how many have voted, in four steps", () => {
  const steps = (onRoll: number) =>
    Array.from({ length: onRoll + 1 }, (_, voted) => turnoutStep(voted, onRoll));
  expect(steps(1)).toEqual(["none", "all"]);
  expect(steps(2)).toEqual(["none", "most", "all"]);
  expect(steps(5)).toEqual(["none", "few", "few", "most", "most", "all"]);
  expect(turnoutStep(0, 0)).toBe("none");
});
