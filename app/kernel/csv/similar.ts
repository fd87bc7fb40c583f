import { distance } from "fastest-levenshtein";
import type { LineProblem } from "./lines";

/** Beyond this many names, comparing each with each takes longer than a warning is worth. */
const mostNames = 1_000;

/**
 * Warnings about names that are one or two letters apart. They may well be two things ("Test data",
 * "Text data"), so they are counted as they stand. Names that differ in digits only are numbered
 * on purpose, and short ones are always near to each other.
 */
export function similarNames(column: string, firstLines: ReadonlyMap<string, number>): LineProblem[] {
  const names = [...firstLines.keys()];
  if (names.length > mostNames) return [];
  return names.flatMap((name, at) => {
    const near = names.slice(0, at).find((earlier) => isSlip(name, earlier));
    if (near === undefined) return [];
    const line = firstLines.get(name) as number;
    return [
      { line, code: "similar" as const, column, value: name, nearest: near, otherLine: firstLines.get(near) },
    ];
  });
}

function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 5) return false;
  const digits = /\p{N}+/gu;
  return distance(a, b) <= 2 && a.replace(digits, "0") !== b.replace(digits, "0");
}
