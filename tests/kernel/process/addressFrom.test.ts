import fc from "fast-check";
import { expect, test } from "vitest";
import { slug } from "~/kernel/fields";
import { addressFrom } from "~/kernel/process/addressFrom";

test("a title becomes an address without its marks and signs", () => {
  expect(addressFrom("  Défi n° 2: l’eau, 50 %! ")).toBe("defi-n-2-l-eau-50");
  expect(addressFrom("تعريف")).toBe("");
  expect(addressFrom(`${"long ".repeat(12)}end`)).toBe(
    "long-long-long-long-long-long-long-long-long-long-long-long",
  );
});

test("whatever a title is, its address is one that is taken, or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (title) => {
      const address = addressFrom(title);
      expect(address === "" || slug.safeParse(address).success).toBe(true);
    }),
  );
});
