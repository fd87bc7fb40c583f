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

/** What `person` is told by a page that was made for `whose`. */
async function shown(person: Person, whose: string, places: readonly string[]) {
  const search = `?${new URLSearchParams([["whose", whose], ...places.map((place) => ["place", place])])}`;
  const answer = await visit("accounts/kept.ts", "loader", { deps: s.deps, person, search });
  expect(statusIn(answer)).toBe(200);
  return (await bodyIn(answer)) as Record<string, { fields?: { body?: string } }>;
}

const wordsAt = (...places: string[]) => shown(s.participant, s.participant.id, places);

test("A window that was made for somebody else keeps nothing for who is signed in now, forgets nothing of theirs, and is not told of it", async () => {
  expect(statusIn(await keep("/theirs", kept("Mine alone")))).toBe(200);
  const by = (intent: string, more: object) =>
    visit("accounts/kept.ts", "action", {
      deps: s.deps,
      person: s.participant,
      form: { intent, place: "/theirs", once: `${s.organizer.id}.`, ...more },
    });
  for (const answer of [
    await by("keep", { words: JSON.stringify(kept("The organizer's")) }),
    await by("forget", {}),
  ]) {
    expect(statusIn(answer)).toBe(409);
    expect(await bodyIn(answer)).toMatchObject({ error: { code: "other_person" } });
  }
  for (const whose of [s.organizer.id, ""])
    expect(await shown(s.participant, whose, ["/theirs"])).toEqual({});
  expect((await wordsAt("/theirs"))["/theirs"]?.fields?.body).toBe("Mine alone");
});

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
