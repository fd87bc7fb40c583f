import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { firstStepsOf, newcomerOf } from "~/features/overview/domain/firstSteps";
import { visitor } from "~/kernel/access";
import { dismissible } from "~/ui/frame/head/dismissed";

const all = { openRounds: 2, draft: "1.1", result: 3 };
const named = (who: Parameters<typeof firstStepsOf>[0], offered = all) =>
  firstStepsOf(who, offered).map(({ step, path }) => `${step} ${path}`);

describe("the first steps in a process", () => {
  test("lead whoever is new to a vote, a comment and a count, by what there is", () => {
    expect(named("visitor")).toEqual(["join /join", "comment /drafts/1.1", "recount /results/3?tab=files"]);
    expect(named("participant")).toEqual([
      "vote /votes",
      "comment /drafts/1.1",
      "recount /results/3?tab=files",
    ]);
    expect(named("participant", { openRounds: 0, draft: null as never, result: null as never })).toEqual([]);
    expect(named("newcomer", { ...all, openRounds: 0 })[0]).toBe("join /join");
  });

  test("lead organizers over their desk", () => {
    for (const one of named("organizer")) expect(one).toContain(" /manage");
  });

  test("are for who somebody is here; who is suspended reads as a visitor", () => {
    const signedIn = { ...visitor, signedIn: true };
    expect(newcomerOf(visitor)).toBe("visitor");
    expect(newcomerOf(signedIn)).toBe("newcomer");
    expect(newcomerOf({ ...signedIn, participant: true })).toBe("participant");
    expect(newcomerOf({ ...signedIn, participant: true, organizer: true })).toBe("organizer");
    expect(newcomerOf({ ...signedIn, organizer: true, suspended: true })).toBe("visitor");
  });

  test("and all else that can be put away has a line of the style sheet", () => {
    const css = readFileSync(
      new URL("../../../../app/ui/styles/front/dismissed.css", import.meta.url),
      "utf8",
    );
    for (const one of dismissible) expect(css).toContain(`[data-dismissed~="${one}"] .${one}`);
  });
});
