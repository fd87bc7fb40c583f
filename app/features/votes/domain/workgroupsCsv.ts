import { type BadLines, cleanName, type LineProblem, readTable } from "~/kernel/csv/lines";
import { readYesNo } from "~/kernel/csv/yesNo";
import { fail, ok, type Result } from "~/kernel/result";
import { hints } from "~/kernel/text/nearest";

/** What a workgroup's ballot was. */
export type GroupTerms = {
  readonly isPublic: boolean;
  readonly offersNotNecessary: boolean;
  readonly asked: ReadonlySet<string>;
};
export type Workgroups = ReadonlyMap<string, GroupTerms>;

/**
 * Reads what each workgroup was asked: columns workgroup and asked (component keys with spaces
 * between them; empty: all of `components`), and if wanted public and not_necessary (yes or no).
 * Fails with every bad line.
 */
export function readWorkgroups(text: string, components: readonly string[]): Result<Workgroups, BadLines> {
  const table = readTable(text, {
    columns: ["workgroup", "asked"],
    optional: ["public", "not_necessary"],
  });
  if (!table.ok) return fail({ code: "bad_lines", problems: table.error.problems });
  const problems: LineProblem[] = [...table.value.problems];
  const listed = new Set(components);
  const nearest = hints(components);
  const groups = new Map<string, GroupTerms>();
  const lines = new Map<string, number>();
  for (const { line, values } of table.value.rows) {
    const workgroup = cleanName(values.workgroup);
    const asked = cleanName(values.asked).split(/\s+/).filter(Boolean);
    const isPublic = readYesNo(values.public);
    const offersNotNecessary = readYesNo(values.not_necessary);
    const otherLine = lines.get(workgroup);
    const bad: LineProblem[] = [];
    if (workgroup === "") bad.push({ line, code: "empty", column: "workgroup" });
    if (otherLine !== undefined)
      bad.push({ line, code: "duplicate", column: "workgroup", value: workgroup, otherLine });
    for (const key of asked) {
      if (listed.has(key)) continue;
      const near = nearest(key);
      bad.push({ line, code: "unknown", column: "asked", value: key, ...(near ? { nearest: near } : {}) });
    }
    if (isPublic === undefined) bad.push({ line, code: "yes-no", column: "public", value: values.public });
    if (offersNotNecessary === undefined)
      bad.push({ line, code: "yes-no", column: "not_necessary", value: values.not_necessary });
    problems.push(...bad);
    lines.set(workgroup, line);
    groups.set(workgroup, {
      isPublic: isPublic ?? false,
      offersNotNecessary: offersNotNecessary ?? true,
      asked: asked.length === 0 ? listed : new Set(asked),
    });
  }
  if (problems.length === 0 && groups.size === 0) problems.push({ line: 1, code: "no-rows" });
  problems.sort((a, b) => a.line - b.line);
  return problems.length > 0 ? fail({ code: "bad_lines", problems }) : ok(groups);
}
