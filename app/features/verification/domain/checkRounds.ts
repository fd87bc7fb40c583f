import { notesHash } from "~/features/rounds/domain/entry";
import { type LogState, verifyLog } from "~/features/rounds/domain/verify";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { sha256Hex } from "~/kernel/hash/sha256";
import { type MerkleTree, merkleTree } from "~/kernel/tlog/merkle";
import type { Bundle, BundledRound } from "./bundle";
import { entriesOf, type ReadRecord } from "./readRecord";
import type { EntryOf, ResultShape } from "./shapes";
import type { Findings } from "./steps";

/** A round that the result counts, with what its log adds up to. */
export type CheckedRound = BundledRound & {
  readonly counted: ResultShape["rounds"][number];
  readonly log: string;
  readonly state: LogState<Choices>;
  readonly tree: MerkleTree;
  readonly open: EntryOf<"open"> | undefined;
  readonly close: EntryOf<"close"> | undefined;
  /** Deadlines that were put off, in order. */
  readonly extensions: readonly EntryOf<"extend">[];
};

/** Reads the ballot logs of a bundle. */
export function readRounds({ result, rounds }: Bundle, record: ReadRecord): CheckedRound[] {
  return result.rounds.map((counted, at) => {
    const round = rounds[at] as BundledRound;
    const { log } = counted;
    const isOf = ({ ballots }: { readonly ballots: string }) => ballots === log;
    return {
      ...round,
      counted,
      log,
      state: verifyLog(log, round.lines, componentBallot),
      tree: merkleTree(round.lines.map(({ leaf }) => leaf)),
      open: entriesOf(record, "open").find(isOf),
      close: entriesOf(record, "close").find(isOf),
      extensions: entriesOf(record, "extend").filter(isOf),
    };
  });
}

/** Whether rounds have the terms with which they opened, and the result is of what they asked. */
export function checkTerms(
  { result, components }: Bundle,
  rounds: readonly CheckedRound[],
  findings: Findings,
): void {
  const listed = components.components.map(({ key }) => key);
  if (!areWays(components, listed)) findings.fault("terms", "moves");
  for (const { number, terms, termsText, open, counted } of rounds) {
    const fault = (code: string) => findings.fault("terms", code, number);
    if (open && sha256Hex(termsText) !== open.terms) fault("altered");
    if (terms.round !== number || terms.process !== result.process) fault("place");
    if (terms.criteria.join("\n") !== result.criteria.join("\n")) fault("criteria");
    const workgroup = terms.workgroup === "public" ? `public-${number}` : terms.workgroup;
    if (counted.workgroup !== workgroup) fault("workgroup");
    if (!terms.asked.every((key) => listed.includes(key))) fault("asked");
  }
}

/** Whether votes move from and to what is on the list, each one way, and not in a circle. */
function areWays({ moves }: Bundle["components"], listed: readonly string[]): boolean {
  const to = new Map(moves.map((move) => [move.from, move.to]));
  const isListed = moves.every((move) => listed.includes(move.from) && listed.includes(move.to));
  if (!isListed || to.size < moves.length) return false;
  return moves.every(({ from }) => {
    const seen = new Set<string>();
    for (let at = from; to.has(at) && to.get(at) !== at; at = to.get(at) ?? at) {
      if (seen.has(at)) return false;
      seen.add(at);
    }
    return true;
  });
}

/** Everything that is wrong with the ballot logs by themselves. */
export function checkBallots(rounds: readonly CheckedRound[], findings: Findings): void {
  for (const { number, state, lines, terms } of rounds) {
    const fault = (code: string, index: number) => findings.fault("ballots", code, `${number}:${index}`);
    for (const { kind, index } of state.problems) fault(kind, index);
    const isIn = (keys: readonly string[], key: string) => keys.includes(key);
    for (const { index, choices } of state.ballots) {
      const isAsked = Object.entries(choices).every(
        ([component, row]) =>
          isIn(terms.asked, component) && Object.keys(row).every((key) => isIn(terms.criteria, key)),
      );
      if (!isAsked) fault("choices", index);
    }
    lines.forEach(({ entry, salt, notes }, index) => {
      if (salt === undefined && notes === undefined) return;
      if (hashOfNotes(salt ?? "", notes ?? {}) !== notesNamedIn(entry)) fault("reasons", index);
    });
  }
}

/** Null where reasons are no text that can be hashed. */
function hashOfNotes(salt: string, notes: Readonly<Record<string, string>>): string | null {
  try {
    return notesHash(salt, notes);
  } catch {
    return null;
  }
}

function notesNamedIn(entry: string): unknown {
  try {
    return (JSON.parse(entry) as { readonly notes?: unknown } | null)?.notes;
  } catch {
    return undefined;
  }
}

/** By how much the clocks of a server and of its database may differ, in milliseconds. */
const clockSkew = 60_000;
const isBefore = (moment: string, other: string) => Date.parse(moment) + clockSkew < Date.parse(other);

/** Whether rounds opened and closed as the record log says: what was signed of them then stands in their logs. */
export function checkClosing(rounds: readonly CheckedRound[], record: ReadRecord, findings: Findings): void {
  for (const round of rounds) {
    const { number, log, open, close } = round;
    const isOf = ({ ballots }: { readonly ballots: string }) => ballots === log;
    const fault = (code: string) => findings.fault("closing", code, number);
    if (!open) fault("not-opened");
    if (!close) fault("not-closed");
    if (entriesOf(record, "open").filter(isOf).length > 1) fault("again");
    else if (entriesOf(record, "close").filter(isOf).length > 1) fault("again");
    if (!open || !close) continue;
    if (open.index > close.index) fault("order");
    checkOpening(round, open, findings);
    checkEnd(round, close, findings);
    if (!areExtensionsInOrder(round)) fault("extended");
    if (isEarly(round, close)) fault("early");
  }
}

function checkOpening(
  { number, lines, state, terms, counted, tree }: CheckedRound,
  open: EntryOf<"open">,
  findings: Findings,
): void {
  const fault = (code: string) => findings.fault("closing", code, number);
  const first = lines.slice(0, open.size);
  const isOpening =
    first.length === open.size &&
    tree.rootAt(open.size) === open.root &&
    first.every(({ entry }, index) => kindOf(entry) === (index === 0 ? "open" : "roll"));
  if (!isOpening || state.rule !== open.rule || state.terms !== open.terms) fault("opening");
  if (counted.ruleHash !== open.rule) fault("rule");
  // Of a public round people join the roll while it is open; of all others it stands.
  const later = lines.slice(open.size).some(({ entry }) => isRoll(entry));
  if (later && terms.workgroup !== "public") fault("roll");
}

function checkEnd(
  { number, lines, counted, tree }: CheckedRound,
  close: EntryOf<"close">,
  findings: Findings,
): void {
  const fault = (code: string) => findings.fault("closing", code, number);
  const line = lines[close.size];
  const isAsClosed =
    line !== undefined &&
    line.leaf === close.leaf &&
    kindOf(line.entry) === "close" &&
    tree.rootAt(close.size) === close.root;
  if (!isAsClosed) fault("closing");
  if (counted.size !== close.size || counted.root !== close.root) fault("counted");
}

/**
 * Each deadline is put off from the one that held, to a later one, while the round is open. The first of a round that was to be closed
 * by hand is later than when it was given.
 */
function areExtensionsInOrder({ terms, extensions, open, close }: CheckedRound): boolean {
  let until = terms.closesAt;
  return extensions.every((one) => {
    const isNext =
      one.former === until &&
      Date.parse(one.until) > Date.parse(one.former === "by-hand" ? one.at : one.former) &&
      one.index > (open?.index ?? 0) &&
      one.index < (close?.index ?? 0);
    until = one.until;
    return isNext;
  });
}

function isEarly({ terms, extensions }: CheckedRound, close: EntryOf<"close">): boolean {
  const deadline = extensions.at(-1)?.until ?? terms.closesAt;
  if (deadline === "by-hand") return close.how !== "by-hand";
  return close.how !== "deadline" || isBefore(close.at, deadline);
}

/** Reading each of many entries takes long: what has neither the word nor a sign that is written otherwise is of another kind. */
const mayBeRoll = (entry: string) => entry.includes('"roll"') || entry.includes("\\");
export const isRoll = (entry: string): boolean => mayBeRoll(entry) && kindOf(entry) === "roll";

/** What an entry of a ballot log says that it is. */
function kindOf(entry: string): unknown {
  try {
    return (JSON.parse(entry) as { readonly kind?: unknown } | null)?.kind;
  } catch {
    return undefined;
  }
}
