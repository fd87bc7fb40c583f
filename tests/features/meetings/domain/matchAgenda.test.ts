import { expect, test } from "vitest";
import { matchAgenda } from "~/features/meetings/domain/matchAgenda";

const before = ["Welcome", "The clauses on data", "Questions", "End"];

test.each([
  ["put in at the beginning", ["News", ...before], [null, 0, 1, 2, 3]],
  ["put in between", ["Welcome", "The clauses on data", "A break", "Questions", "End"], [0, 1, null, 2, 3]],
  ["taken out", ["Welcome", "Questions", "End"], [0, 2, 3]],
  ["moved", ["Questions", "Welcome", "The clauses on data", "End"], [2, 0, 1, 3]],
  ["worded anew", ["Welcome", "All the clauses on data", "Questions", "End"], [0, 1, 2, 3]],
  [
    "worded anew without a word in common",
    ["Hello", "The clauses on data", "Questions", "End"],
    [0, 1, 2, 3],
  ],
  ["said in another language", ["Bienvenue", "Les clauses", "Vos questions", "Fin"], [0, 1, 2, 3]],
  [
    "worded anew beside one that is put in",
    ["Welcome", "Clauses on data", "A break", "Questions", "End"],
    [0, 1, null, 2, 3],
  ],
])("An item of an agenda is known again where one is %s", (_, after, known) => {
  expect(matchAgenda(before, after)).toEqual(known);
});

test("Items of the same title are known each once", () => {
  expect(matchAgenda(["A break", "Talk", "A break"], ["A break", "A break", "A break"])).toEqual([
    0,
    2,
    null,
  ]);
});
