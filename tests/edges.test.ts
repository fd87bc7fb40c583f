import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { projectPath } from "~db/projectFolder";

/** Where the schemas of numbers, days, moments and ids are made, and those of files that the application itself wrote. */
const made = ["app/kernel/fields.ts", "app/features/opendata/services/"];
const files = readdirSync(projectPath("app"), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => `app/${path}`)
  .filter((path) => !made.some((one) => path.startsWith(one)));

function linesWith(pattern: RegExp): string[] {
  return files.flatMap((path) =>
    readFileSync(projectPath(path), "utf8")
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  );
}

describe("what comes from outside", () => {
  test("is a number, a day, a moment or an id by the schemas of the kernel alone", () => {
    expect(linesWith(/\bz\s*\.(uuid|guid|coerce|iso)\b/)).toEqual([]);
  });

  test("is no number by conversion where it stands in an address or among typed fields", () => {
    expect(linesWith(/(\bNumber|\bparseInt|\bparseFloat)\((url|params|typed|input|.*searchParams)/)).toEqual(
      [],
    );
  });
});
