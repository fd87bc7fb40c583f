import { type CanonicalValue, canonicalJson } from "../canonical";
import type { Choices } from "../rules/ballotBox";
import type { LogEntry } from "./entry";
import { leafHash, merkleRoot } from "./merkle";

/** One row of a log as it is published: position, leaf and the entry's canonical text. */
export type LogRow = { readonly index: number; readonly leaf: string; readonly entry: string };

export const logProblemKinds = [
  "index-gap",
  "not-canonical",
  "leaf-mismatch",
  "other-log",
  "open-missing",
  "open-again",
  "voter-not-on-roll",
  "prev-mismatch",
  "after-close",
  "close-mismatch",
  "checkpoint-mismatch",
] as const;
export type LogProblem = { readonly index: number; readonly kind: (typeof logProblemKinds)[number] };

export type LogBallot = {
  readonly index: number;
  readonly leaf: string;
  readonly voter: string;
  readonly choices: Choices;
};

export type LogState = {
  readonly size: number;
  readonly root: string;
  readonly problems: readonly LogProblem[];
  readonly rule: string | null;
  readonly terms: string | null;
  /** Voter → affiliated with the maker or not, in the order of the roll. */
  readonly roll: ReadonlyMap<string, "yes" | "no">;
  /** The ballots that count: each voter's last entry, unless it withdraws. */
  readonly ballots: readonly LogBallot[];
  readonly closedAt: number | null;
  readonly results: readonly string[];
};

type VoterState = { leaf: string; ballot: LogBallot | null };

/**
 * Reads a log from the beginning, checks every rule of docs/ballot-log.md and returns the state
 * it adds up to. Every broken rule is reported with the index at which it shows; a reader may go
 * on or stop. `expected` is a checkpoint that someone kept (a receipt, a published result).
 */
export function verifyLog(
  log: string,
  rows: readonly LogRow[],
  expected?: { size: number; root: string },
): LogState {
  const problems: LogProblem[] = [];
  const roll = new Map<string, "yes" | "no">();
  const voters = new Map<string, VoterState>();
  const leaves: string[] = [];
  const results: string[] = [];
  let rule: string | null = null;
  let terms: string | null = null;
  let closedAt: number | null = null;

  rows.forEach((row, position) => {
    const problem = (kind: LogProblem["kind"]) => problems.push({ index: position, kind });
    const sizeBefore = leaves.length;
    leaves.push(row.leaf);
    if (row.index !== position) problem("index-gap");
    if (leafHash(row.entry) !== row.leaf) problem("leaf-mismatch");
    const entry = parseEntry(row.entry);
    if (!entry) {
      problem("not-canonical");
      return;
    }
    if (entry.log !== log) problem("other-log");
    if (position === 0 && entry.kind !== "open") problem("open-missing");
    if (closedAt !== null && entry.kind !== "result" && entry.kind !== "erasure") problem("after-close");

    switch (entry.kind) {
      case "open":
        if (position !== 0) problem("open-again");
        rule = entry.rule;
        terms = entry.terms;
        return;
      case "roll":
        roll.set(entry.voter, entry.affiliated);
        return;
      case "cast":
      case "withdraw": {
        if (!roll.has(entry.voter)) problem("voter-not-on-roll");
        if ((voters.get(entry.voter)?.leaf ?? null) !== entry.prev) problem("prev-mismatch");
        const ballot =
          entry.kind === "cast"
            ? { index: position, leaf: row.leaf, voter: entry.voter, choices: entry.choices }
            : null;
        voters.set(entry.voter, { leaf: row.leaf, ballot });
        return;
      }
      case "close": {
        if (entry.size !== sizeBefore || entry.root !== merkleRoot(leaves.slice(0, sizeBefore))) {
          problem("close-mismatch");
        }
        closedAt ??= position;
        return;
      }
      case "result":
        results.push(entry.result);
        return;
      case "erasure":
        return;
      default:
        entry satisfies never;
    }
  });

  if (rows.length === 0) problems.push({ index: 0, kind: "open-missing" });
  if (expected) {
    const known =
      leaves.length >= expected.size && merkleRoot(leaves.slice(0, expected.size)) === expected.root;
    if (!known) problems.push({ index: Math.min(expected.size, leaves.length), kind: "checkpoint-mismatch" });
  }
  return {
    size: leaves.length,
    root: merkleRoot(leaves),
    problems,
    rule,
    terms,
    roll,
    ballots: [...voters.values()].flatMap(({ ballot }) => (ballot ? [ballot] : [])),
    closedAt,
    results,
  };
}

/** The entry, or undefined when the text is not the canonical form of one. */
function parseEntry(text: string): LogEntry | undefined {
  try {
    const value = JSON.parse(text) as LogEntry & { v: number };
    const kinds: readonly string[] = ["open", "roll", "cast", "withdraw", "close", "result", "erasure"];
    if (value.v !== 1 || !kinds.includes(value.kind)) return undefined;
    return canonicalJson(value as unknown as CanonicalValue) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
