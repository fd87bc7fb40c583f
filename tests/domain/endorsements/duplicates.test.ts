import { expect, test } from "vitest";
import { type Compared, possibleDuplicates } from "~/domain/endorsements/duplicates";

const one = (number: number, more: Partial<Compared>): Compared => ({
  number,
  kind: "person",
  name: `Somebody Number ${"abcdefghij".repeat(number).slice(0, number * 5)}`,
  country: "",
  domain: "",
  ...more,
});
const house = (number: number, domain: string, name = `House ${domain}`) =>
  one(number, { kind: "organization", name, domain });

test.each<[string, Compared[], unknown[]]>([
  ["one name in one country", [one(1, { name: "Ana Díaz" }), one(2, { name: "ana diaz" })], ["name"]],
  [
    "one name in two countries",
    [one(1, { name: "Ana Díaz", country: "PE" }), one(2, { name: "Ana Díaz", country: "ES" })],
    [],
  ],
  ["a letter apart", [one(1, { name: "Katherine Jones" }), one(2, { name: "Katherin Jones" })], ["near"]],
  ["short names a letter apart", [one(1, { name: "Ana" }), one(2, { name: "Ane" })], []],
  ["a domain and one below it", [house(1, "a.example"), house(2, "lab.a.example")], ["domain"]],
  ["two domains", [house(1, "a.example"), house(2, "b.example", "Another name altogether")], []],
  [
    "a person and an organization of one name",
    [one(1, { name: "Ana Díaz" }), one(2, { name: "Ana Díaz", kind: "organization" })],
    [],
  ],
  ["names without letters or digits", [one(1, { name: "!!!" }), one(2, { name: "???" })], []],
])("%s", (_, all, reasons) => {
  expect(possibleDuplicates(all).map(({ because }) => because)).toEqual(reasons);
});

test("pairs are named by their numbers, the earlier first", () => {
  const all = [one(3, { name: "Ana Díaz" }), one(7, { name: "Ana Diaz" })];
  expect(possibleDuplicates(all)).toEqual([{ first: 3, second: 7, because: "name" }]);
});
