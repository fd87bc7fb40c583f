/** What a reviewer can say of a component under a criterion. */
export const cellValues = ["allowed", "restricted", "not-available", "unknown", "not-applicable"] as const;
export type CellValue = (typeof cellValues)[number];
type Answering = Exclude<CellValue, "unknown">;

/** One reviewer's cell. `reviewer` tells reviewers apart and names nobody. */
export type Cell = {
  readonly reviewer: string;
  readonly component: string;
  readonly criterion: string;
  readonly value: CellValue;
  /** When it was said, in milliseconds. */
  readonly at: number;
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
  readonly value: Answering | "open" | "conflict";
  /** How many reviewers say what most of them (or, settled, the group) say, and how many say anything but "unknown". */
  readonly agreeing: number;
  readonly answering: number;
  /** What they say and how many of them, most first. */
  readonly said: readonly { readonly value: Answering; readonly reviewers: number }[];
  readonly isSettled: boolean;
};

export const cellId = (component: string, criterion: string) => `${component}/${criterion}`;

/**
 * The cells of a system for some components and criteria, in their order. What was settled stands
 * before what reviewers say, until one of them says something else after it; "unknown" says nothing,
 * so it contradicts nobody.
 */
export function joinCells(
  components: readonly string[],
  criteria: readonly string[],
  said: readonly Cell[],
  settled: readonly Settled[],
): JoinedCell[] {
  const saidAt = new Map<string, Cell[]>();
  for (const cell of said) {
    if (cell.value === "unknown") continue;
    const id = cellId(cell.component, cell.criterion);
    const known = saidAt.get(id);
    if (known) known.push(cell);
    else saidAt.set(id, [cell]);
  }
  const settledAt = new Map(settled.map((one) => [cellId(one.component, one.criterion), one]));
  return components.flatMap((component) =>
    criteria.map((criterion): JoinedCell => {
      const id = cellId(component, criterion);
      const here = saidAt.get(id) ?? [];
      const decided = settledAt.get(id);
      const isSettled = decided !== undefined && isStanding(decided, here);
      const split = splitOf(here);
      const value = isSettled ? decided.value : split.length > 1 ? "conflict" : split[0]?.value;
      return {
        component,
        criterion,
        value: value === undefined || value === "unknown" ? "open" : value,
        agreeing: (isSettled ? split.find((one) => one.value === value) : split[0])?.reviewers ?? 0,
        answering: here.length,
        said: split,
        isSettled,
      };
    }),
  );
}

/** Whether what was settled still stands: a reviewer who says something else later opens the cell again. */
export function isStanding(
  settled: Pick<Settled, "value" | "at">,
  said: readonly Pick<Cell, "value" | "at">[],
): boolean {
  return !said.some(({ value, at }) => value !== "unknown" && value !== settled.value && at > settled.at);
}

function splitOf(cells: readonly Cell[]): JoinedCell["said"] {
  return cellValues
    .filter((value): value is Answering => value !== "unknown")
    .map((value) => ({ value, reviewers: cells.filter((cell) => cell.value === value).length }))
    .filter(({ reviewers }) => reviewers > 0)
    .sort((a, b) => b.reviewers - a.reviewers);
}
