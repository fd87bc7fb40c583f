import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What a place and a need give to a handler, and what a transaction is, is said by types: nothing has to insist. */
const insisting = /\bas (unknown as )?(Db|Actor|\w*(Process|Round|Workgroup)Row)\b(?! \|)/g;

/** Casts that the compiler does not look at. They stand where a library's types say less than is so. */
const unchecked = /\bas (never|unknown as)\b/g;

const filesOf = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  );

const matches = (files: readonly string[], pattern: RegExp) =>
  files.flatMap((file) =>
    [
      ...readFileSync(file, "utf8")
        .replace(/^ *(\*|\/\/).*/gm, "")
        .matchAll(pattern),
    ].map(([cast]) => `${file}: ${cast}`),
  );

test("no code insists that a process, a round, a person or a database is there", () => {
  const files = filesOf("app", "db", "server");
  expect(files.length).toBeGreaterThan(500);
  const found = matches(files, insisting);
  expect(found).toEqual([]);
});

test("rules are typed throughout, and casts that nothing checks are few", () => {
  const rules = filesOf("app").filter((file) => /\/domain\/|^app\/kernel\//.test(file));
  expect(rules.length).toBeGreaterThan(100);
  expect(matches(rules, unchecked)).toEqual([]);
  expect(matches(filesOf("app", "db", "server"), unchecked).length).toBeLessThanOrEqual(24);
});
