import { writeCsvHead, writeCsvLines } from "~/kernel/csv/write";
import { reviewColumns } from "./cellsCsv";
import { type ReviewedVersion, type SavedWord, standingCells } from "./standing";

const columns = ["system", "reviewer", "affiliated", ...reviewColumns, "carried"] as const;

/** What confirmed reviewers said of a system, with what they wrote beside it, as the database hands it over. */
export type SaidOfSystem = {
  readonly system: string;
  readonly reviewers: readonly {
    readonly id: string;
    readonly number: number;
    /** Null for those who show no name. */
    readonly name: string | null;
    readonly affiliated: boolean;
  }[];
  readonly cells: readonly (SavedWord & { readonly url: string; readonly note: string })[];
};

export const cellsHead = (): string => writeCsvHead(columns);

/** A line for each cell of a system that holds for a version. */
export function cellLines(
  { system, reviewers, cells }: SaidOfSystem,
  version: ReviewedVersion,
  versions: readonly ReviewedVersion[],
): string {
  const byId = new Map(reviewers.map((one) => [one.id, one]));
  const lines = standingCells(version, versions, cells).map((cell) => {
    const by = byId.get(cell.review ?? "");
    return [
      system,
      by?.name ?? `${by?.number ?? ""}`,
      by?.affiliated ? "yes" : "no",
      cell.component,
      cell.criterion,
      cell.value,
      cell.url,
      cell.note,
      cell.isCarried ? "yes" : "no",
    ];
  });
  return writeCsvLines(columns.length, lines);
}
