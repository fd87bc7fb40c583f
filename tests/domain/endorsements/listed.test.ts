import { expect, test } from "vitest";
import { countByCountry, countByKind, sortByName } from "~/domain/endorsements/listed";

const of = (kind: "person" | "organization", country: string) => ({ kind, country });

test("counts are by kind and by country, the most first", () => {
  const all = [of("person", "PE"), of("organization", "KE"), of("person", "KE"), of("person", "")];
  expect(countByKind(all)).toEqual({ people: 3, organizations: 1, total: 4 });
  expect(countByCountry(all)).toEqual([
    { country: "KE", people: 1, organizations: 1, total: 2 },
    { country: "", people: 1, organizations: 0, total: 1 },
    { country: "PE", people: 1, organizations: 0, total: 1 },
  ]);
});

test("names stand in the order of the reader's language, of one name the earlier first", () => {
  const names = ["Zoe", "Ñandu", "Nora", "zoe", "Nora"].map((name, at) => ({ name, number: 9 - at }));
  expect(sortByName(names, "es").map(({ name }) => name)).toEqual(["Nora", "Nora", "Ñandu", "zoe", "Zoe"]);
  expect(sortByName(names, "es")[0]?.number).toBe(5);
});
