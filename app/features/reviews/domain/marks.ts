import { assess, reviewedOf } from "./assess";
import { type Conclusion, isMissing, type ReviewRule, standsAgainst } from "./conclusion";
import { type ReviewRows, wordsIn } from "./held";
import { type AskedItem, type ReviewedVersion, standingCells } from "./standing";

/** What a component's cells come to: one stands in the way, one is missing, or neither. */
type Mark = "x" | "m" | "-";

/** A checklist that is being edited: every component that it could name, as it was saved. */
export type Tried = {
  readonly version: Pick<ReviewedVersion, "id" | "number">;
  readonly versions: readonly ReviewedVersion[];
  readonly components: readonly string[];
  /** What was saved of it. */
  readonly items: readonly AskedItem[];
  readonly criteria: readonly string[];
  readonly rule: ReviewRule;
};

/**
 * What each component of a system comes to, whatever a checklist asks of it: a letter for each component with the legal
 * framework that was saved, one with a framework that no version has named, and by name where another was named.
 */
export type Marks = {
  readonly saved: string;
  readonly others: string;
  readonly named: readonly (readonly [component: string, framework: string, mark: string])[];
};

/** A framework that nobody can type. */
const unnamed = "\0";

/** Tries on a system all that a checklist could ask of each component, so that its form says at once what follows. */
export function marksOf(rows: ReviewRows, tried: Tried): Marks {
  const { said, settled, affiliated } = wordsIn(rows);
  const { version, versions, components, criteria, rule } = tried;
  const asking = (frameworkOf: (component: string) => string): Mark[] => {
    const items = components.map(
      (component): AskedItem => ({ component, level: "required", framework: frameworkOf(component) }),
    );
    const at = { ...version, items };
    const reviewed = reviewedOf(
      "",
      standingCells(at, versions, said),
      standingCells(at, versions, settled),
      affiliated,
    );
    const { cells } = assess(reviewed, items, criteria, rule);
    return components.map((_, row) => {
      const own = cells.slice(row * criteria.length, (row + 1) * criteria.length);
      if (own.some(standsAgainst)) return "x";
      return own.some((cell) => isMissing(cell, rule)) ? "m" : "-";
    });
  };
  const saved = new Map(tried.items.map(({ component, framework }) => [component, framework]));
  const named = frameworksOf(tried);
  const most = Math.max(0, ...[...named.values()].map((all) => all.length));
  const tries = Array.from({ length: most }, (_, at) =>
    asking((component) => named.get(component)?.[at] ?? unnamed),
  );
  return {
    saved: asking((component) => saved.get(component) ?? "").join(""),
    others: asking(() => unnamed).join(""),
    named: components.flatMap((component, row) =>
      (named.get(component) ?? []).map(
        (framework, at) => [component, framework, tries[at]?.[row] ?? "m"] as const,
      ),
    ),
  };
}

/** The frameworks that some version asks a component for, beside the one that was saved. */
function frameworksOf({ versions, components, items }: Tried): ReadonlyMap<string, readonly string[]> {
  const saved = new Map(items.map(({ component, framework }) => [component, framework]));
  const named = new Map(components.map((component) => [component, new Set<string>()]));
  for (const { items: asked } of versions)
    for (const { component, framework } of asked)
      if (framework !== (saved.get(component) ?? "")) named.get(component)?.add(framework);
  return new Map([...named].map(([component, all]) => [component, [...all]]));
}

/** What follows for a system from a checklist as it stands in a form. */
export function verdictByMarks(
  { saved, others, named }: Marks,
  tried: Pick<Tried, "components" | "items" | "rule">,
  items: readonly AskedItem[],
): Conclusion["verdict"] {
  const was = new Map(tried.items.map(({ component, framework }) => [component, framework]));
  const rowOf = new Map(tried.components.map((component, row) => [component, row]));
  const markOf = ({ component, framework }: AskedItem) => {
    const row = rowOf.get(component) ?? -1;
    if (framework === (was.get(component) ?? "")) return saved[row];
    return named.find(([of, one]) => of === component && one === framework)?.[2] ?? others[row];
  };
  const marks = items.filter(({ level }) => tried.rule.levels.includes(level)).map(markOf);
  if (marks.length === 0) return "nothing-required";
  if (marks.includes("x")) return "does-not-meet";
  return marks.every((mark) => mark === "-") ? "meets" : "incomplete";
}
