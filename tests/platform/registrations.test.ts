import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { featureNames } from "~/platform/registrations";

type Rules = { forbidden: readonly { name: string }[] };
const { forbidden }: Rules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");

describe("The list of features", () => {
  test("has every folder of app/features", () => {
    const folders = readdirSync(new URL("../../app/features/", import.meta.url));
    expect([...featureNames].sort()).toEqual(folders.sort());
  });

  test("stands in the order that imports keep", () => {
    const ordered = forbidden.flatMap(({ name }) =>
      name.startsWith("order-") ? [name.slice("order-".length)] : [],
    );
    expect(featureNames).toEqual(ordered);
  });
});
