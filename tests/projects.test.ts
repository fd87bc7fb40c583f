import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contracts } from "./projects";

const features = new URL("features/", import.meta.url);
const withServices = readdirSync(features).filter((name) =>
  existsSync(new URL(`${name}/services/`, features)),
);

describe("of the tests of a feature's services", () => {
  test("one file runs on both databases, for every feature", () => {
    expect(Object.keys(contracts).sort()).toEqual(withServices.sort());
  });

  test.each(Object.entries(contracts))("the one named for %s is there: %s", (feature, name) => {
    expect(readdirSync(new URL(`${feature}/services/`, features))).toContain(`${name}.test.ts`);
  });
});
