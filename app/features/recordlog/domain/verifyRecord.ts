import { isCanonicalOf } from "~/kernel/hash/canonical";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { grown } from "~/kernel/tlog/frontier";
import { leafHash } from "~/kernel/tlog/merkle";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import { extended, rootOf, type Signed } from "./guard";
import type { NamedKeys } from "./keys";
import { entryKinds } from "./kinds";

/** A row of a record log as the database has it. */
export type LoggedEntry = {
  readonly index: number;
  readonly kind: string;
  readonly leaf: string;
  readonly entry: string;
  readonly frontier: readonly string[];
};

export type RecordProblem = { readonly index: number; readonly what: string };

/** What every entry says of its own place. */
type Placed = {
  readonly v: unknown;
  readonly log: unknown;
  readonly index: unknown;
  readonly kind: unknown;
  readonly at: unknown;
};

/**
 * Everything that is wrong with a log: an entry that is not where it says, is not canonical, does not have its leaf, goes
 * back in time, or stands beside another tree than the entries up to it make.
 */
export function recordProblems(origin: string, rows: readonly LoggedEntry[]): RecordProblem[] {
  const problems: RecordProblem[] = [];
  let frontier: readonly string[] = [];
  let before = "";
  rows.forEach((row, position) => {
    const note = (what: string) => problems.push({ index: position, what });
    frontier = grown(frontier, position, row.leaf);
    if (row.frontier.join() !== frontier.join()) note("it stands beside another tree");
    if (row.index !== position) note("it has another index than its place");
    if (leafHash(row.entry) !== row.leaf) note("its leaf is of another text");
    const entry = parsed(row.entry);
    if (!entry) {
      note("it is not canonical");
      return;
    }
    const at = typeof entry.at === "string" ? entry.at : "";
    if (entry.v !== 1 || entry.log !== origin || entry.index !== position) note("it is of another place");
    if (entry.kind !== row.kind || !entryKinds.some((kind) => kind === entry.kind))
      note("it is of another kind");
    if ((entry.kind === "begin") !== (position === 0)) note("a log begins once");
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || at < before) note("its time goes back");
    before = at;
  });
  if (rows.length === 0) problems.push({ index: 0, what: "it has not begun" });
  return problems;
}

/** A checkpoint as the database has it: of how many entries it is, their root, and the signed text. */
export type KeptCheckpoint = { readonly size: number; readonly root: string; readonly note: string };

/**
 * Checkpoints that say something else than the leaves of their log: that more was there, or that it was another tree. In the order of
 * their sizes; the tree is grown from the leaves, so that nothing that stands beside them can hide it.
 */
export function checkpointProblems(
  origin: string,
  leaves: readonly string[],
  checkpoints: readonly KeptCheckpoint[],
): RecordProblem[] {
  const problems: RecordProblem[] = [];
  let tree: Signed = { size: 0, frontier: [] };
  for (const { size, root, note } of checkpoints) {
    const wrong = (what: string) => problems.push({ index: size - 1, what });
    if (!note.startsWith(checkpointText({ origin, size, root }))) wrong("its checkpoint is of another text");
    tree = extended(tree, leaves.slice(tree.size, size));
    if (size > leaves.length) wrong("a checkpoint covers it, and it is not there");
    else if (rootOf(tree) !== root) wrong("its checkpoint is of another tree");
  }
  return problems;
}

/** Changes of the key that signs the log of which the first checkpoint that covers them is not signed by the key before. */
export function changeProblems(
  named: readonly NamedKeys[],
  checkpoints: readonly KeptCheckpoint[],
): RecordProblem[] {
  return named.slice(1).flatMap(({ index }, at) => {
    const note = readNote(checkpoints.find(({ size }) => size > index)?.note ?? "");
    const former = readVerifierKey(named[at]?.keys[0] ?? "");
    const isAnnounced = note === null || (former !== null && signersOf(note, [former]) !== null);
    return isAnnounced ? [] : [{ index, what: "another key was announced, and not under the key before it" }];
  });
}

function parsed(text: string): Placed | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    if (!isCanonicalOf(text, value)) return null;
    return { v: null, log: null, index: null, kind: null, at: null, ...value };
  } catch {
    return null;
  }
}
