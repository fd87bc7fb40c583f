import { expect, test } from "vitest";
import { type Compared, possibleDuplicates } from "~/features/endorsements/domain/duplicates";

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
  [
    "one name in one country, and without one",
    [one(1, { name: "Ana Díaz" }), one(2, { name: "Ana Díaz", country: "ES" })],
    ["name"],
  ],
  [
    "a letter apart, and without a country",
    [one(1, { name: "Katherine Jones", country: "IE" }), one(2, { name: "Katherin Jones" })],
    ["near"],
  ],
  [
    "a letter apart in two countries",
    [one(1, { name: "Katherine Jones", country: "IE" }), one(2, { name: "Katherin Jones", country: "NZ" })],
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
  expect(possibleDuplicates(all).pairs.map(({ because }) => because)).toEqual(reasons);
});

test("pairs are named by their numbers, the earlier first", () => {
  const all = [one(3, { name: "Ana Díaz" }), one(7, { name: "Ana Diaz" })];
  expect(possibleDuplicates(all).pairs).toEqual([{ first: 3, second: 7, because: "name" }]);
});

test("each is paired with the last one before of its name, and the surest pairs come first", () => {
  const all = [
    one(1, { name: "Katherine Jones" }),
    one(2, { name: "Katherin Jones" }),
    one(3, { name: "Ana Díaz", country: "PE" }),
    one(4, { name: "Ana Díaz", country: "ES" }),
    one(5, { name: "Ana Diaz", country: "PE" }),
    one(6, { name: "Ana Diaz" }),
    house(7, "lab.a.example"),
    house(8, "a.example"),
  ];
  expect(possibleDuplicates(all)).toEqual({
    pairs: [
      { first: 7, second: 8, because: "domain" },
      { first: 3, second: 5, because: "name" },
      { first: 5, second: 6, because: "name" },
      { first: 1, second: 2, because: "near" },
    ],
    isCut: false,
  });
});

test("of ten thousand every same name is found, and it is said that not all similar ones were compared", () => {
  const apart = (n: number) => "abcdefghij"[n % 10]?.repeat(3 + (n % 7)) ?? "";
  const many = Array.from({ length: 10_000 }, (_, n) =>
    one(n + 1, { name: `Kim ${n} ${apart(n)} ${n * n}` }),
  );
  const all = [...many, one(10_001, { name: many[0]?.name ?? "" }), one(10_002, { name: "Somebody Else" })];
  const { pairs, isCut } = possibleDuplicates(all);
  expect(pairs.filter(({ because }) => because === "name")).toEqual([
    { first: 1, second: 10_001, because: "name" },
  ]);
  expect(isCut).toBe(true);
  expect(possibleDuplicates(many.slice(0, 100)).isCut).toBe(false);
});
