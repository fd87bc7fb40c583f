import { eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { audit } from "~/features/results/feature";
import { type LineProblem, readTable } from "~/kernel/csv/lines";
import { ok } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import { looseKey, nearestName } from "~/kernel/text/nearest";
import type { Actor, Deps } from "~/platform/deps";
import { compilations, type ReferenceFigures } from "~db/schema/results";
import type { CompilationRow } from "./resultPage.server";

type Reference = ReferenceFigures["components"];

/** Figures published elsewhere, from CSV: component, label, total (empty where none was given). */
export function readReference(
  csv: string,
  result: ResultDocument,
): { components: Reference; problems: readonly LineProblem[] } {
  const table = readTable(csv, { columns: ["component"], optional: ["label", "total"] });
  if (!table.ok) return { components: [], problems: table.error.problems };
  const known = new Map(result.components.map(({ component }) => [looseKey(component), component]));
  const problems: LineProblem[] = [...table.value.problems];
  const components = table.value.rows.flatMap(({ line, values }): Reference => {
    const component = known.get(looseKey(values.component));
    if (!component) {
      const nearest = nearestName(values.component, known.values());
      problems.push({
        line,
        code: "unknown",
        column: "component",
        value: values.component,
        ...(nearest ? { nearest } : {}),
      });
      return [];
    }
    const total = values.total.trim();
    if (!/^(-?\d{1,9})?$/.test(total)) {
      problems.push({ line, code: "unknown", column: "total", value: values.total });
      return [];
    }
    return [{ component, label: cut(values.label.trim(), 120), total: total === "" ? null : Number(total) }];
  });
  return { components, problems };
}

/** Sets what a result is held against on its page. */
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
