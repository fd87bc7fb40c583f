import type { RowChange } from "~/features/recordlog/domain/entry";

export type Gathered = {
  /** What the entry has of the row itself; undefined where it has nothing of it. */
  readonly own?: string | null;
  /** How many rows it has of what belongs to the thing, by their tables. */
  readonly others: readonly { readonly table: string; readonly count: number }[];
};

/** What of the rows of an entry is about a thing: its own row, and those that have its key for the first value of theirs. */
export function gatheredRows(
  rows: readonly RowChange[],
  thing: { readonly table: string; readonly key: string } | null,
): Gathered {
  if (!thing) return { others: [] };
  const own = rows.find(([table, key]) => table === thing.table && key === thing.key);
  const begins = `[${JSON.stringify(thing.key)}`;
  const counts = new Map<string, number>();
  for (const row of rows)
    if (row !== own && (row[1] === thing.key || row[1].startsWith(begins)))
      counts.set(row[0], (counts.get(row[0]) ?? 0) + 1);
  return {
    ...(own ? { own: own[2] } : {}),
    others: [...counts].map(([table, count]) => ({ table, count })),
  };
}
