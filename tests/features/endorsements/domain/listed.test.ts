import { expect, test } from "vitest";
import { countByCountry, countByKind } from "~/features/endorsements/domain/listed";

const of = (kind: "person" | "organization", country: string) => ({ kind, country });

test("counts are by kind and by country, the most first, of as many as the reader names them", () => {
  const all = [
    of("person", "ES"),
    of("person", ""),
    of("organization", "KE"),
    of("person", "KE"),
    of("person", "FR"),
  ];
  expect(countByKind(all)).toEqual({ people: 4, organizations: 1, total: 5 });
  // Spain, then España.
  for (const [language, order] of [
    ["en", ["KE", "FR", "ES", ""]],
    ["es", ["KE", "ES", "FR", ""]],
  ] as const) {
    expect(countByCountry(all, language).map(({ country }) => country)).toEqual(order);
  }
  expect(countByCountry(all, "en")[0]).toEqual({ country: "KE", people: 1, organizations: 1, total: 2 });
});
