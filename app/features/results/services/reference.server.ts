import { eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { audit } from "~/features/results/feature";
import { cleanName, type LineProblem, readTable } from "~/kernel/csv/lines";
import { listedNames } from "~/kernel/csv/names";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { ok } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import { compilations, type ReferenceFigures } from "~db/schema/results";
import type { CompilationRow } from "./resultPage.server";

type Reference = ReferenceFigures["components"];

/** Figures published elsewhere, from CSV: component, label, total (empty if none was given). */
export function readReference(csv: string, result: ResultDocument, told?: Told): Pasted<Reference[number]> {
  const table = readTable(csv, { columns: ["component"], optional: ["label", "total"], told });
  if (!table.ok) return { rows: [], ...table.error };
  const read = listedNames(result.components.map(({ component }) => ({ key: component, names: [] })));
  const problems: LineProblem[] = [...table.value.problems];
  const rows = table.value.rows.flatMap(({ line, values }): (Reference[number] & { line: number })[] => {
    const named = read(cleanName(values.component));
    if (!("key" in named)) {
      problems.push({ line, column: "component", value: values.component, ...named });
      return [];
    }
    const component = named.key;
    const total = values.total.trim();
    if (!/^(-?\d{1,9})?$/.test(total)) {
      problems.push({ line, code: "number", column: "total", value: values.total });
      return [];
    }
    const label = cut(values.label.trim(), 120);
    return [{ line, component, label, total: total === "" ? null : Number(total) }];
  });
  return { rows, problems, layout: table.value.layout };
}

/** Sets the figures that a result is compared with on its page. */
export function setReference(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  compilation: CompilationRow,
  reference: ReferenceFigures,
) {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["reference.set"],
    subject: String(compilation.number),
  };
  return changeProcess(deps, change, async (tx) => {
    await tx.update(compilations).set({ reference }).where(eq(compilations.id, compilation.id));
    return ok();
  });
}
