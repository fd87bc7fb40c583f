import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What a place and a need give to a handler, and what a transaction is, is said by types: nothing has to insist. */
const insisting = /\bas (unknown as )?(Db|Actor|\w*(Process|Round|Workgroup)Row)\b(?! \|)/g;

test("no code insists that a process, a round, a person or a database is there", () => {
  const files = ["app", "db", "server"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(insisting)].map(([cast]) => `${file}: ${cast}`),
  );
  expect(found).toEqual([]);
});
