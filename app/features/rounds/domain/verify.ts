import { isCanonicalOf } from "~/kernel/hash/canonical";
import { ownValue } from "~/kernel/keyed";
import { growingTree, leafHash } from "~/kernel/tlog/merkle";
import type { BallotChoices, BallotKind } from "./ballotKind";
import type { LogEntry } from "./entry";

/** One row of a log as it is published: position, leaf and the entry's canonical text. */
export type LogRow = { readonly index: number; readonly leaf: string; readonly entry: string };

export const logProblemKinds = [
  "index-gap",
  "not-canonical",
  "leaf-mismatch",
  "other-log",
  "open-missing",
  "open-again",
  "roll-again",
  "before-close",
  "voter-not-on-roll",
  "prev-mismatch",
  "after-close",
  "close-mismatch",
  "checkpoint-mismatch",
] as const;
export type LogProblem = { readonly index: number; readonly kind: (typeof logProblemKinds)[number] };

export type LogBallot<Choices extends BallotChoices = BallotChoices> = {
  readonly index: number;
  readonly leaf: string;
  readonly voter: string;
  readonly choices: Choices;
};

export type LogState<Choices extends BallotChoices = BallotChoices> = {
  readonly size: number;
  readonly root: string;
  readonly problems: readonly LogProblem[];
  readonly rule: string | null;
  readonly terms: string | null;
  /** Voter → affiliated with the maker or not, in the order of the roll. */
  readonly roll: ReadonlyMap<string, "yes" | "no">;
  /** The ballots that count: each voter's last entry, unless it withdraws. */
  readonly ballots: readonly LogBallot<Choices>[];
  readonly closedAt: number | null;
  readonly results: readonly string[];
};

type VoterState<Choices extends BallotChoices> = { leaf: string; ballot: LogBallot<Choices> | null };

/**
 * Reads a log from the beginning, checks every rule of docs/ballot-log.md and returns the state
 * it adds up to. Every broken rule is reported with the index at which it shows; a reader may go
 * on or stop. `kind` is what its round votes with. `expected` is a checkpoint that someone kept (a receipt, a published result).
 */
export function verifyLog<Choices extends BallotChoices>(
  log: string,
  rows: readonly LogRow[],
  kind: BallotKind<Choices>,
  expected?: { size: number; root: string },
): LogState<Choices> {
  const known = fieldsOf(kind.isChoices);
  const problems: LogProblem[] = [];
  const roll = new Map<string, "yes" | "no">();
  const voters = new Map<string, VoterState<Choices>>();
  const tree = growingTree();
  let knownRoot: string | null = null;
  const results: string[] = [];
  let rule: string | null = null;
  let terms: string | null = null;
  let closedAt: number | null = null;

  rows.forEach((row, position) => {
    const problem = (what: LogProblem["kind"]) => problems.push({ index: position, kind: what });
    // The tree is that of the entries before this one.
    const before = position > 0 ? rows[position - 1] : undefined;
    if (before) tree.add(before.leaf);
    if (expected?.size === position) knownRoot = tree.root();
    if (row.index !== position) problem("index-gap");
    if (leafHash(row.entry) !== row.leaf) problem("leaf-mismatch");
    const entry = parseEntry<Choices>(row.entry, known);
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
        if (roll.has(entry.voter)) problem("roll-again");
        else roll.set(entry.voter, entry.affiliated);
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
        if (entry.size !== position || entry.root !== tree.root()) problem("close-mismatch");
        closedAt ??= position;
        return;
      }
      case "result":
        if (closedAt === null) problem("before-close");
        results.push(entry.result);
        return;
      case "erasure":
        if (closedAt === null) problem("before-close");
        return;
      default:
        entry satisfies never;
    }
  });

  if (rows.length === 0) problems.push({ index: 0, kind: "open-missing" });
  const last = rows.at(-1);
  if (last) tree.add(last.leaf);
  const root = tree.root();
  if (expected) {
    if (expected.size === rows.length) knownRoot = root;
    if (knownRoot !== expected.root)
      problems.push({ index: Math.min(expected.size, rows.length), kind: "checkpoint-mismatch" });
  }
  return {
    size: rows.length,
    root,
    problems,
    rule,
    terms,
    roll,
    ballots: [...voters.values()].flatMap(({ ballot }) => (ballot ? [ballot] : [])),
    closedAt,
    results,
  };
}

type Check = (value: unknown) => boolean;
const isHash: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isHashOrNull: Check = (value) => value === null || isHash(value);
const isText: Check = (value) => typeof value === "string";
const isSize: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const everywhere = { v: (version: unknown) => version === 1, kind: isText, log: isText, nonce: isText };
/** Every field of each kind of entry. */
const fieldsOf = (isChoices: Check): Readonly<Record<LogEntry["kind"], Readonly<Record<string, Check>>>> => ({
  open: { ...everywhere, rule: isHash, terms: isHash },
  roll: { ...everywhere, voter: isText, affiliated: (value) => value === "yes" || value === "no" },
  cast: { ...everywhere, voter: isText, prev: isHashOrNull, choices: isChoices, notes: isHashOrNull },
  withdraw: { ...everywhere, voter: isText, prev: isHash },
  close: { ...everywhere, size: isSize, root: isHash },
  result: { ...everywhere, result: isHash },
  erasure: { ...everywhere, voter: isText },
});

type EntryWith<Choices> =
  | Exclude<LogEntry, { kind: "cast" }>
  | (Extract<LogEntry, { kind: "cast" }> & { choices: Choices });

/** The entry, or undefined when the text is not the canonical form of one. */
function parseEntry<Choices extends BallotChoices>(
  text: string,
  known: ReturnType<typeof fieldsOf>,
): EntryWith<Choices> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !("kind" in value) || typeof value.kind !== "string") return undefined;
  if (!Object.hasOwn(known, value.kind)) return undefined;
  const fields = known[value.kind as LogEntry["kind"]];
  const entries = Object.entries(value);
  const isWhole = entries.length === Object.keys(fields).length;
  if (!isWhole || !entries.every(([name, one]) => ownValue(fields, name)?.(one) ?? false)) return undefined;
  return isCanonicalOf(text, value) ? (value as EntryWith<Choices>) : undefined;
}
