import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const tests = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".test.ts"),
);
const rows = [
  ...readFileSync(join(root, "docs/threats.md"), "utf8").matchAll(/^\| (\d+) \|.*\| `(\w+)`: (.+) \|$/gmu),
].map(([, number = "", file = "", title = ""]) => ({ number: Number(number), file, title }));

const textsOf = (file: string) =>
  tests
    .filter((name) => basename(name) === `${file}.test.ts`)
    .map((name) => readFileSync(join(root, "tests", name), "utf8"));

test("each attack of the table has a test of that name", () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.map(({ number }) => number)).toEqual(
    rows.map(({ number }) => number).toSorted((a, b) => a - b),
  );
  const without = rows.filter(
    ({ file, title }) => !textsOf(file).some((text) => text.includes(`"${title}"`)),
  );
  expect(without).toEqual([]);
});

test("each attack that verifiers are tried against stands in the table, or is a case of one that does", () => {
  const titles = ["attacks", "attested"].flatMap((file) =>
    textsOf(file).flatMap((text) =>
      [...text.matchAll(/title: "([^"]+)",\s+attack:/gu)].map(([, title = ""]) => title),
    ),
  );
  const named = new Set(rows.map(({ title }) => title));
  const missing = titles.filter((title) => !named.has(title) && !Object.hasOwn(cases, title));
  expect(missing).toEqual([]);
  for (const [title, number] of Object.entries(cases)) {
    expect(titles).toContain(title);
    expect(rows.map((row) => row.number)).toContain(number);
  }
});

/** Cases of an attack of the table, by its number. */
const cases: Readonly<Record<string, number>> = {
  "no change": 1,
  "one organizer alone, where the plan asks for two": 20,
  "a round closed by hand by one organizer, as if its deadline had done it": 20,
  "a first deadline that one organizer gave a round which two were to close": 20,
  "gates that one organizer changed under a plan that asks for two": 20,
  "a plan that takes back that two organizers are needed": 20,
  "a count of ballots that were to be read once the whole plan is closed, before it was": 11,
  "a round without a deadline that was given one and closed before it": 21,
  "a first deadline that was over when it was given": 21,
  "a deadline said to be the first where one had been declared": 21,
  "a key twice in a line of a ballot log": 33,
  "a key under which anybody could sign": 41,
  "a number in another writing": 46,
  "a text that is not in the form that has one hash": 46,
  "a vote that was moved to a component in a circle": 17,
  "a policy that is missing": 30,
  "a policy of another log, also where the record asks for it": 30,
  "a policy that the record does not ask for": 30,
  "anchors that are not opened at all": 24,
  "an anchor that is opened as another size": 24,
  "an anchor that leaves an open round out": 24,
};
