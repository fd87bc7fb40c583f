import { expect, it } from "vitest";
import { carriesOut, decisions, stateOf } from "~/features/comments/domain/comment";

const answerBy = new Date("2030-01-15T00:00:00Z");
const before = new Date("2030-01-14T00:00:00Z");

it("a comment is open until editors dispose of it", () => {
  expect(stateOf(null, before)).toBe("open");
});

it("a disposition waits for the commenter, until its date has passed", () => {
  const disposition = { decision: "rejected", answer: null, answerBy } as const;
  expect(stateOf(disposition, before)).toBe("awaiting");
  expect(stateOf(disposition, answerBy)).toBe("timed-out");
});

it("an answer counts, also one that comes after the date", () => {
  for (const answer of ["satisfied", "not-satisfied"] as const)
    expect(stateOf({ decision: "accepted", answer, answerBy }, new Date("2031-01-01"))).toBe(answer);
});

it("only what is accepted is carried out", () => {
  expect(decisions.filter(carriesOut)).toEqual(["accepted", "accepted-with-changes"]);
});
