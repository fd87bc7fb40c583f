import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PhaseFacts, phases, phasesOf } from "~/features/overview/domain/phases";

const now = new Date("2024-06-01T12:00:00.000Z");
const nothing: PhaseFacts = {
  components: 0,
  openRounds: 0,
  roundsClose: null,
  closedRounds: 0,
  results: 0,
  newest: null,
  openApprovals: 0,
  approvalsClose: null,
  closedApprovals: 0,
};
const said = (facts: Partial<PhaseFacts>) =>
  phasesOf({ ...nothing, ...facts }, now).map(({ state, says }) => `${state} ${says}`);

describe("how far a process has come", () => {
  test("at its beginning: it is set up, and all else is to come", () => {
    expect(said({})).toEqual(["now none", "next none", "next none", "next none", "next none"]);
    expect(said({ components: 3 })[0]).toBe("now components");
  });

  test("while people vote: until when, where a round has a deadline", () => {
    const voting = { components: 3, openRounds: 2 };
    expect(said(voting).slice(0, 2)).toEqual(["done components", "now open"]);
    expect(said({ ...voting, roundsClose: "2024-06-04T00:00:00Z" })[1]).toBe("now closes");
    expect(said({ components: 3, results: 1 })[1]).toBe("done results");
    expect(said({ ...voting, results: 1 })[1]).toBe("now open");
    expect(said({ components: 3, closedRounds: 2 }).slice(0, 2)).toEqual(["done components", "now closed"]);
    expect(said({ components: 3, closedRounds: 2, results: 1 })[1]).toBe("done results");
  });

  test("while a version is discussed, approved and released, several at once", () => {
    const version = { label: "1.1", isFinal: false, commentsUntil: new Date("2024-06-20T00:00:00.000Z") };
    const discussed = { components: 3, results: 1, newest: version };
    expect(said({ ...discussed, openApprovals: 1 }).slice(2)).toEqual([
      "now commentsUntil",
      "now open",
      "next none",
    ]);
    const over = { ...version, commentsUntil: new Date("2024-05-20T00:00:00.000Z") };
    expect(said({ ...discussed, newest: over, closedApprovals: 1 }).slice(2)).toEqual([
      "now label",
      "next closed",
      "next none",
    ]);
    expect(said({ ...discussed, newest: { ...over, isFinal: true }, closedApprovals: 1 }).slice(2)).toEqual([
      "done label",
      "done closed",
      "done final",
    ]);
  });

  test("is said of every phase, in its order, whatever there is", () => {
    const count = fc.nat(3);
    const moment = fc.option(fc.constantFrom("2024-05-01T00:00:00Z", "2024-07-01T00:00:00Z"), { nil: null });
    const facts = fc.record({
      components: count,
      openRounds: count,
      closedRounds: count,
      roundsClose: moment,
      results: count,
      newest: fc.option(
        fc.record({
          label: fc.string(),
          isFinal: fc.boolean(),
          commentsUntil: moment.map((at) => at && new Date(at)),
        }),
        {
          nil: null,
        },
      ),
      openApprovals: count,
      approvalsClose: moment,
      closedApprovals: count,
    });
    fc.assert(
      fc.property(facts, (found) => {
        const shown = phasesOf(found, now);
        expect(shown.map(({ phase }) => phase)).toEqual(phases);
        for (const { says, at } of shown)
          expect(at !== undefined).toBe(says === "closes" || says === "commentsUntil");
      }),
    );
  });
});
