import { z } from "zod";
import { component } from "~/features/components/contracts/components";
import { type LineProblem, readTable } from "~/kernel/csv/lines";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { looseKey } from "~/kernel/text/nearest";
import type { NewComponent } from "./changeList.server";

/** As the form for one component takes it. */
const componentShape = z.strictObject(component);

function asProblem(line: number, { path, code }: { path: PropertyKey[]; code: string }): LineProblem {
  const column = path[0] === "title" ? "component" : String(path[0]);
  return { line, code: code === "too_big" ? "too-long" : "surrogate", column };
}

/** Components from a pasted table (component, category, description), or from a list with one a line. */
export function readComponents(csv: string, told?: Told): Pasted<NewComponent> {
  const table = readTable(csv, {
    columns: ["component"],
    optional: ["category", "description"],
    headless: (rows) => (rows.every((cells) => cells.length === 1) ? ["component"] : undefined),
    told,
  });
  if (!table.ok) return { rows: [], ...table.error };
  const problems: LineProblem[] = [...table.value.problems];
  const seen = new Map<string, number>();
  const rows = table.value.rows.flatMap(({ line, values }) => {
    const title = values.component.trim();
    const earlier = seen.get(looseKey(title));
    if (looseKey(title) === "") problems.push({ line, code: "empty", column: "component" });
    else if (earlier !== undefined) {
      problems.push({ line, code: "duplicate", column: "component", value: title, otherLine: earlier });
    } else {
      seen.set(looseKey(title), line);
      const category = values.category.trim() || "other";
      const read = componentShape.safeParse({ title, category, description: values.description });
      if (read.success) return [{ line, ...read.data }];
      problems.push(...read.error.issues.map((issue) => asProblem(line, issue)));
    }
    return [];
  });
  if (problems.length === 0 && rows.length === 0) problems.push({ line: 1, code: "no-rows" });
  return { rows, problems: problems.sort((a, b) => a.line - b.line), layout: table.value.layout };
}
