import { existsSync, readdirSync, readFileSync } from "node:fs";
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

/** What `vitest.config.ts` gives each of them, in milliseconds. */
const given = 180_000;

describe("a test", () => {
  test("gives itself no less time than all are given: how long it takes is the machine's business", () => {
    const folder = new URL(".", import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (name) => /\.(?:test|support)\.tsx?$|support\/[^/]+\.ts$/.test(name) && !name.startsWith("bench/"),
    );
    const hurried = files.flatMap((name) =>
      [
        ...readFileSync(new URL(name, folder), "utf8").matchAll(
          /\btimeout: ([\d_]+)|^\s*\}, ([\d_]{5,})\);/gm,
        ),
      ]
        .filter(([, option, last]) => Number((option ?? last ?? "").replaceAll("_", "")) < given)
        .map(([text]) => `${name}: ${text.trim()}`),
    );
    expect(hurried).toEqual([]);
  });
});
