import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = "app/ui/styles";

test("nothing is hidden by standing far out to the side: printed, a page that is read from the right would be as wide", () => {
  const far = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".css"))
    .flatMap((path) =>
      [
        ...readFileSync(`${folder}/${path}`, "utf8").matchAll(
          /^\s*(?:inset|left|right|text-indent|margin)\S*:.*-\d{3,}(?:\.\d+)?(?:rem|em|px|vw).*$/gm,
        ),
      ].map(([rule]) => `${path}: ${rule.trim()}`),
    );
  expect(far).toEqual([]);
});
