import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newcomerOf, nextStep } from "~/features/overview/domain/firstSteps";
import { visitor } from "~/kernel/access";
import { dismissible } from "~/ui/frame/head/dismissed";

describe("help for who is here for the first time", () => {
  test("is for who somebody is here; who is suspended reads as a visitor", () => {
    const signedIn = { ...visitor, signedIn: true };
    expect(newcomerOf(visitor)).toBe("visitor");
    expect(newcomerOf(signedIn)).toBe("newcomer");
    expect(newcomerOf({ ...signedIn, participant: true })).toBe("participant");
    expect(newcomerOf({ ...signedIn, participant: true, organizer: true })).toBe("organizer");
    expect(newcomerOf({ ...signedIn, organizer: true, suspended: true })).toBe("visitor");
  });

  test("has, as all that can be put away, a line of the style sheet", () => {
    const css = readFileSync(
      new URL("../../../../app/ui/styles/front/dismissed.css", import.meta.url),
      "utf8",
    );
    for (const one of dismissible) expect(css).toContain(`[data-dismissed~="${one}"] .${one}`);
  });
});

test("the next step comes after the last one that is done", () => {
  const steps = (...counts: number[]) => counts.map((count, at) => ({ at, count }));
  expect(nextStep(steps(0, 0))?.at).toBe(0);
  expect(nextStep(steps(3, 0, 1, 0, 0))?.at).toBe(3);
  expect(nextStep(steps(1, 0, 1))).toBeNull();
});
