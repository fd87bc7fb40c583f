import { expect, test } from "vitest";
import { type BallotLine, groupedLines, standingOf } from "~/features/rounds/domain/readBack";

const view = (text: string) => ({ text, language: "en" as const, state: "source" as const });
const line = (
  asked: string,
  answers: readonly [string | null, string][],
  reason: string | null = null,
): BallotLine => ({
  asked: view(asked),
  answers: answers.map(([part, answer]) => ({ part: part === null ? null : view(part), answer })),
  reason,
});

test("What has the same single answer is said together, after what has more to say", () => {
  const grouped = groupedLines([
    line("a", [[null, "Yes"]]),
    line("b", [
      ["use", "Yes"],
      ["study", "No"],
    ]),
    line("c", [[null, "No"]]),
    line("d", [[null, "Yes"]]),
    line("e", [[null, "Yes"]], "Because."),
    line("f", [["use", "Yes"]]),
  ]);
  expect(grouped.map(({ asked }) => asked.map(({ text }) => text).join(" "))).toEqual([
    "b",
    "e",
    "f",
    "a d",
    "c",
  ]);
  expect(grouped[1]?.reason).toBe("Because.");
});

test("A ballot stands until its voter cast another or withdrew it", () => {
  expect(standingOf("x", { leaf: "x", kind: "cast" })).toBe("last");
  expect(standingOf("x", { leaf: "y", kind: "cast" })).toBe("revised");
  expect(standingOf("x", { leaf: "y", kind: "withdraw" })).toBe("withdrawn");
});
