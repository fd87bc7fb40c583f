import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const sources = ["app", "server"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

/** Moments and days by how their columns are called: `closesAt`, `at`, `startsOn`, `date`. */
const time = /(?:At|On|\bat|\bdate|\bday|_at|_on)\b[\s)}"`]*$/;
const direction = /(?:\s+(?:asc|desc))?(?:\s+nulls\s+(?:first|last))?[\s)`,]*$/i;

/** What stands between the parenthesis that opens at an index and the one that closes it. */
function inParentheses(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return text.slice(open + 1, at);
  }
  return "";
}

/** The orders in a source of which the last thing that decides is a time: what has the same time then stands as it happens. */
function tiesIn(text: string): number[] {
  const built = [...text.matchAll(/\.orderBy\(/g)].flatMap(({ index }) => {
    const keys = inParentheses(text, index + ".orderBy".length).replace(/\/\/.*$/gm, "");
    return time.test(keys.replace(direction, "")) ? [index] : [];
  });
  const written = [
    ...text.matchAll(/\border by ([^()`]*?(?:\$\{[^}]*\}[^()`]*?)*)(?=\)|`|\blimit\b|\) as)/gi),
  ].flatMap(({ index, 1: keys = "" }) => (time.test(keys.trimEnd().replace(direction, "")) ? [index] : []));
  return [...built, ...written];
}

const lineAt = (text: string, index: number) => text.slice(0, index).split("\n").length;

test("what has the same time stands in an order that is the same each time, and that somebody can understand", () => {
  const found = sources.flatMap((name) => {
    const text = readFileSync(join(root, name), "utf8");
    return tiesIn(text).map((index) => `${name}:${lineAt(text, index)}`);
  });
  expect(found).toEqual([]);
});

test("the test above finds an order that leaves ties to chance", () => {
  const tied = [
    ".orderBy(desc(drafts.publishedAt))",
    ".orderBy(asc(rounds.state), asc(rounds.closesAt))",
    ".orderBy(rounds.startsOn)",
    ".orderBy(\n  asc(a.key),\n  desc(changes.at),\n)",
    "sql`select 1 order by version, at`",
    "sql`(select json_agg(a order by c.at) from c)`",
    "sql`x order by user_id, created_at desc limit 1`",
    `sql\`x order by ${"$"}{rounds.closesAt} desc nulls last\``,
  ];
  expect(tied.filter((one) => tiesIn(one).length === 0)).toEqual([]);
  const decided = [
    ".orderBy(desc(drafts.publishedAt), desc(drafts.number))",
    "sql`x order by user_id, created_at desc, id limit 1`",
    `sql\`x order by ${"$"}{rounds.closesAt} nulls last, ${"$"}{rounds.number}\``,
  ];
  expect(decided.filter((one) => tiesIn(one).length > 0)).toEqual([]);
});
