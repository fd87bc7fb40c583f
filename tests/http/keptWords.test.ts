import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, type Scenario, scenario } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { bodyIn, statusIn, visit } from "./support/routes";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

const kept = (body: string) => ({
  fields: { body },
  begun: {},
  basis: {},
  once: "",
  at: 1,
  page: "/threads?",
});

const keep = (place: string, words: unknown, person: Person = s.participant) =>
  visit("accounts/kept.ts", "action", {
    deps: s.deps,
    person,
    form: { intent: "keep", place, words: typeof words === "string" ? words : JSON.stringify(words) },
  });

async function wordsAt(...places: string[]): Promise<Record<string, { fields?: { body?: string } }>> {
  const search = `?${new URLSearchParams(places.map((place) => ["place", place]))}`;
  const answer = await visit("accounts/kept.ts", "loader", { deps: s.deps, person: s.participant, search });
  expect(statusIn(answer)).toBe(200);
  return (await bodyIn(answer)) as Record<string, { fields?: { body?: string } }>;
}

test("Words that end in half of a character, or have a zero in them, are kept without it", async () => {
  expect(statusIn(await keep("/half", kept("A word \ud83d")))).toBe(200);
  expect(statusIn(await keep("/zero", kept("A\0 word")))).toBe(200);
  const found = await wordsAt("/half", "/zero", "/no\0thing");
  expect(found["/half"]?.fields?.body).toBe("A word \ufffd");
  expect(found["/zero"]?.fields?.body).toBe("A word");
});

test("What no browser keeps is refused: another shape, and lists within lists however deep", async () => {
  const deep = `{"fields":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const other = { ...kept("x"), fields: { body: 1 } };
  for (const words of ["", "{", "null", "[]", "{}", deep, other, { ...kept("x"), more: "x" }])
    expect(statusIn(await keep("/odd", words))).toBe(400);
  expect(statusIn(await keep("a\0b", kept("x")))).toBe(400);
  expect(await wordsAt("/odd")).toEqual({});
});

test("What one person has kept takes no more room than some long texts: what was touched longest ago goes first", async () => {
  const long = "a".repeat(390_000);
  const places = Array.from({ length: 12 }, (_, n) => `/long/${n}`);
  for (const place of places) expect(statusIn(await keep(place, kept(long)))).toBe(200);
  const found = Object.keys(await wordsAt(...places));
  expect(found.length).toBeLessThan(12);
  expect(found.length).toBeGreaterThan(5);
  expect(found.toSorted()).toEqual(places.slice(-found.length).toSorted());
});
