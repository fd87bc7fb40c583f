import { expect, test } from "vitest";
import { importedHeading } from "~/features/drafts/domain/clause";

test("The heading that an imported block will have is its own, else that of the clause it continues", () => {
  const old = { heading: "Old heading" };
  expect(importedHeading({ kind: "definition", heading: "Its own" }, old)).toBe("Its own");
  expect(importedHeading({ kind: "definition", heading: "" }, old)).toBe("Old heading");
  expect(importedHeading({ kind: "definition", heading: "" }, undefined)).toBe("");
  expect(importedHeading({ kind: "section", heading: "" }, old)).toBe("");
});
