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

/** Where a page is cut from a list that is there already, and why that list is no list of rows. */
const cutInMemory: Readonly<Record<string, string>> = {
  "app/features/workgroups/pages/manage.workgroups.tsx":
    "workgroups are few, and read with their names alone",
  "app/features/checklists/pages/manage.checklist.tsx": "what an act would change is computed as a whole",
  "app/features/reviews/services/systemPage.server.ts": "the items of a checklist are one document",
  "app/features/reviews/domain/shownSystem.ts": "what reviews of a system come to is computed as a whole",
  "app/features/reviews/pages/systems.tsx": "how systems stand is computed once a change, and kept",
  "app/features/discussion/services/clausePage.server.ts":
    "the story of a clause is told by comparing all versions",
  "app/features/results/services/view/besideView.server.ts": "a result is one document",
  "app/features/results/services/view/resultView.server.ts": "a result is one document",
  "app/features/suggestions/services/suggestionQueue.server.ts":
    "suggestions stand in the order of the text, to which they are carried; their words are read by the page",
  "app/features/opendata/services/dataPage.server.ts": "names of files are made, not read",
};

test("rows of which a page is shown are cut by the database, where nothing says why they are not", () => {
  const found = sources.filter((name) => /\bpageOf\b[^;]*from "~\/kernel\/paging"/.test(read(name)));
  expect(found.toSorted()).toEqual(Object.keys(cutInMemory).toSorted());
});

function read(name: string): string {
  return readFileSync(join(root, name), "utf8");
}
