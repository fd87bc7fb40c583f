import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Task } from "~/platform/heavy/work";
import { tasks } from "~server/work/tasks";

const made = /(?<!function )\btask(?:<[^(]*>)?\(\s*/;
const modules = import.meta.glob<Record<string, unknown>>(
  "../../app/features/*/services/**/*{T,t}ask{,s}{,.server}.ts",
);

const isTask = (value: unknown): value is Task<unknown, unknown, unknown> =>
  typeof value === "object" && value !== null && "run" in value && "within" in value && "name" in value;

test("a task for heavy work stands in a file that is called after it", () => {
  const files = readdirSync("app/features", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => made.test(readFileSync(join("app/features", file), "utf8")));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !/\/\w*[tT]asks?(\.server)?\.ts$/.test(file))).toEqual([]);
});

test("a thread knows every task that a feature has", async () => {
  const known = new Set(tasks.map(({ name }) => name));
  const found = await Promise.all(
    Object.entries(modules).map(async ([file, load]) => {
      const { length, names } = namesIn(Object.values(await load()));
      return length > 0 ? names.filter((name) => !known.has(name)).map((name) => `${file}: ${name}`) : [file];
    }),
  );
  expect(found.length).toBeGreaterThan(5);
  expect(found.flat()).toEqual([]);
});

/** Of what a module gives: how many tasks and makers of tasks, and the names of the tasks. */
function namesIn(values: readonly unknown[]) {
  const own = values.filter(isTask);
  const makers = values.filter((value) => typeof value === "function");
  return { length: own.length + makers.length, names: own.map(({ name }) => name) };
}
