/** What a reviewer can say of a component under a criterion. */
export const cellValues = ["allowed", "restricted", "not-available", "unknown", "not-applicable"] as const;
export type CellValue = (typeof cellValues)[number];

/** One reviewer's cell. `reviewer` tells reviewers apart and names nobody. */
export type Cell = {
  readonly reviewer: string;
  readonly component: string;
  readonly criterion: string;
  readonly value: CellValue;
};

/** What a group settled where reviewers disagreed. */
export type Settled = Omit<Cell, "reviewer">;

/**
 * One cell of a system as all its reviews together have it. `open`: nobody has said anything but
 * "unknown"; `conflict`: reviewers disagree and nothing was settled.
 */
export type JoinedCell = {
  readonly component: string;
  readonly criterion: string;
  readonly value: Exclude<CellValue, "unknown"> | "open" | "conflict";
  /** How many reviewers say what the cell says, and how many say anything but "unknown". */
  readonly agreeing: number;
  readonly answering: number;
  readonly isSettled: boolean;
};

export const cellId = (component: string, criterion: string) => `${component}/${criterion}`;

/**
 * The cells of a system for some components and criteria, in their order. What was settled stands
 * before what reviewers say; "unknown" says nothing, so it contradicts nobody.
 */
export function joinCells(
  components: readonly string[],
  criteria: readonly string[],
  said: readonly Cell[],
  settled: readonly Settled[],
): JoinedCell[] {
  const saidAt = new Map<string, CellValue[]>();
  for (const { component, criterion, value } of said) {
    if (value === "unknown") continue;
    const id = cellId(component, criterion);
    saidAt.set(id, [...(saidAt.get(id) ?? []), value]);
  }
  const settledAt = new Map(settled.map((one) => [cellId(one.component, one.criterion), one.value]));
  return components.flatMap((component) =>
    criteria.map((criterion): JoinedCell => {
      const id = cellId(component, criterion);
      const values = saidAt.get(id) ?? [];
      const decided = settledAt.get(id);
      const value = decided ?? (new Set(values).size > 1 ? "conflict" : values[0]);
      return {
        component,
        criterion,
        value: value === undefined || value === "unknown" ? "open" : value,
        agreeing: values.filter((one) => one === value).length,
        answering: values.length,
        isSettled: decided !== undefined,
      };
    }),
  );
}
