import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const sources = ["app", "db", "server"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

/** Values of an insert that are not the one row that is written out there. */
const many = /\.insert\([^()]*\)\s*\.values\((?!\s*\{)/g;

test("rows of which there may be many are inserted by insertMany, which keeps below the parameters of a statement", () => {
  const found = sources.flatMap((name) => {
    const text = readFileSync(join(root, name), "utf8");
    return [...text.matchAll(many)].map(({ index }) => `${name}:${text.slice(0, index).split("\n").length}`);
  });
  expect(found.filter((place) => !place.startsWith("db/insertMany.ts"))).toEqual([]);
});

test("the test above finds an insert of many rows", () => {
  for (const insert of ["tx.insert(seats).values(rows)", "tx\n .insert(s.seats)\n .values([a, b])"])
    expect([...insert.matchAll(many)]).toHaveLength(1);
  expect([..."tx.insert(seats).values({ id })".matchAll(many)]).toEqual([]);
});
