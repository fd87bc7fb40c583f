import { type BadLines, cleanName, type LineProblem, readTable } from "~/kernel/csv/lines";
import { firstSpellings, type KnownName } from "~/kernel/csv/names";
import { fail, ok, type Result } from "~/kernel/result";

/**
 * Reads a list of components: a CSV with a column `component`, or else one name a line (names
 * contain commas). Fails with every bad line; a name listed twice is one.
 */
export function readComponentList(text: string): Result<readonly KnownName[], BadLines> {
  const table = readTable(text, { columns: ["component"] });
  const isCsv =
    table.ok || !table.error.problems.some(({ code }) => code === "column-missing" || code === "quote");
  if (isCsv && !table.ok) return fail({ code: "bad_lines", problems: table.error.problems });
  const named = table.ok
    ? table.value.rows.map(({ line, values }) => ({ line, name: cleanName(values.component) }))
    : plainLines(text);
  const problems: LineProblem[] = table.ok ? [...table.value.problems] : [];
  const reader = firstSpellings();
  const listed = new Map<string, number>();
  for (const { line, name } of named) {
    const read = reader(name);
    const key = "key" in read ? read.key : (read.nearest as string);
    const otherLine = listed.get(key);
    if (name === "") problems.push({ line, code: "empty", column: "component" });
    else if (name.includes("\0")) problems.push({ line, code: "nul" });
    else if (otherLine !== undefined) {
      problems.push({ line, code: "duplicate", column: "component", value: name, otherLine });
    } else listed.set(key, line);
  }
  if (problems.length === 0 && listed.size === 0) problems.push({ line: 1, code: "no-rows" });
  problems.sort((a, b) => a.line - b.line);
  if (problems.length > 0) return fail({ code: "bad_lines", problems });
  return ok([...listed.keys()].map((key) => ({ key, names: [key] })));
}

function plainLines(text: string): { line: number; name: string }[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, name: cleanName(content) }))
    .filter(({ name }) => name !== "");
}
