import { nodeHash } from "~/kernel/tlog/merkle";
import { inclusionPlaces, type NodePlace } from "~/kernel/tlog/nodes";
import type { LogBallot, LogProblem, LogState } from "./verify";

const hashLength = 64;

/** What was found out about a closed log by reading it once, as far as pages, receipts and files need it. */
export type VerifiedLog = Pick<LogState, "size" | "root" | "closedAt"> & {
  /** The first of them: who has damaged a log knows it by these. */
  readonly problems: readonly LogProblem[];
  /** What the closing entry says the log was. */
  readonly closingRoot: string;
  /** Where the ballots that count stand. */
  readonly counted: readonly number[];
  /** The hashes of the full subtrees level by level, the leaves first, each level one text. */
  readonly levels: readonly string[];
};

const mostProblems = 50;

/** What is kept of a log that was read from its beginning to its end. */
export function keptOf(
  { size, root, problems, closedAt, ballots }: LogState<LogBallot["choices"]>,
  rows: readonly { readonly leaf: string; readonly entry: string }[],
): VerifiedLog {
  const close = closedAt === null ? undefined : rows[closedAt]?.entry;
  return {
    size,
    root,
    closedAt,
    problems: problems.slice(0, mostProblems),
    closingRoot: (JSON.parse(close ?? "{}") as { root?: string }).root ?? "",
    counted: ballots.map(({ index }) => index),
    levels: levelsOf(rows.map(({ leaf }) => leaf)),
  };
}

function levelsOf(leaves: readonly string[]): string[] {
  const levels: string[] = [];
  for (let level = leaves; level.length > 0; ) {
    levels.push(level.join(""));
    const next: string[] = [];
    for (let at = 0; at + 1 < level.length; at += 2)
      next.push(nodeHash(level[at] as string, level[at + 1] as string));
    level = next;
  }
  return levels;
}

/** Hashes that lead from a leaf to the root of the first `size` entries, nearest first. No leaf but its own is read for it. */
export function proofIn({ levels }: Pick<VerifiedLog, "levels">, index: number, size: number): string[] {
  const at = ({ level, index: place }: NodePlace) =>
    levels[level]?.slice(place * hashLength, (place + 1) * hashLength) ?? "";
  return inclusionPlaces(index, size).map((places) =>
    places.map(at).reduceRight((right, left) => nodeHash(left, right)),
  );
}

/** How much it takes to keep, in characters. */
export const charactersOf = ({ levels, counted }: VerifiedLog): number =>
  levels.reduce((sum, { length }) => sum + length, counted.length * 4);
