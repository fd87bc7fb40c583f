import { fromBase64, hexOf } from "~/kernel/hash/bytes";
import { type Checkpoint, readCheckpoint } from "~/kernel/tlog/checkpoint";
import { type Note, readNote, signersOf } from "~/kernel/tlog/note";
import type { VerifierKey } from "~/kernel/tlog/verifierKey";
import type { BundledRound } from "./bundle";
import { type Keys, keysFor } from "./keys";
import type { ReadRecord } from "./readRecord";
import type { Findings } from "./steps";

/** What a reader brings along: keys that they have from elsewhere, checkpoints and receipts that they kept. */
export type Brought = {
  readonly keys: readonly string[];
  /** Checkpoints, as notes. */
  readonly kept: readonly string[];
  /** Receipts: the files that pages save, the notes alone, or leaves that were written down. */
  readonly receipts: readonly string[];
};

type Step = "signature" | "kept" | "receipts";

/** Whether a note is signed by one of the keys; a line of one of them that does not hold is named apart. */
function signatureFault(note: Note, keys: readonly VerifierKey[]): "unsigned" | "signature" | null {
  if (signersOf(note, keys)) return null;
  const isNamed = note.signatures.some((one) =>
    keys.some(({ name, id }) => name === one.name && id === one.id),
  );
  return isNamed ? "signature" : "unsigned";
}

/** A signed checkpoint; null, with the reason among the findings, where a note is none. */
function readSigned(
  text: string,
  {
    step,
    where,
    keys,
  }: { readonly step: Step; readonly where: string | number; readonly keys: Keys["log"] | null },
  findings: Findings,
): Checkpoint | null {
  const note = readNote(text);
  const checkpoint = note && readCheckpoint(note.text);
  if (!note || !checkpoint) {
    findings.fault(step, "checkpoint", where);
    return null;
  }
  const fault = keys && signatureFault(note, keys(checkpoint.size));
  if (fault) findings.fault(step, fault, where);
  return checkpoint;
}

/** The bundle's checkpoint, and whether it is signed. */
export function checkSignature(
  text: string,
  entries: readonly string[],
  brought: readonly string[],
  findings: Findings,
): { readonly checkpoint: Checkpoint; readonly keys: Keys } | null {
  const checkpoint = readSigned(text, { step: "signature", where: "", keys: null }, findings);
  if (!checkpoint) return null;
  const keys = keysFor(checkpoint.origin, entries, brought, findings);
  readSigned(text, { step: "signature", where: "", keys: keys.log }, findings);
  return { checkpoint, keys };
}

/** Holds the checkpoints that the reader kept against the record: each has to be of a beginning of it. */
export function checkKept(
  kept: readonly string[],
  origin: string,
  keys: Keys,
  record: ReadRecord,
  findings: Findings,
): void {
  kept.forEach((text, at) => {
    const where = at + 1;
    const checkpoint = readSigned(text, { step: "kept", where, keys: keys.log }, findings);
    if (checkpoint) holdBeginning(checkpoint, { step: "kept", where, origin, record }, findings);
  });
}

type Held = {
  readonly step: Step;
  readonly where: number;
  readonly origin: string;
  readonly record: ReadRecord;
};

function holdBeginning(known: Checkpoint, { step, where, origin, record }: Held, findings: Findings): void {
  if (known.origin !== origin) findings.fault(step, "other-log", where);
  else {
    const root = record.rootAt(known.size);
    if (root === null) findings.fault(step, "longer", where);
    else if (root !== known.root) findings.fault(step, "fork", where);
  }
}

type ReceiptNote = {
  readonly ballots: string;
  readonly index: number;
  readonly leaf: string;
  readonly record: Checkpoint;
};

/** Holds the receipts that the reader kept against the logs: each names an entry that has to be there. */
export function checkReceipts(
  receipts: readonly string[],
  {
    origin,
    keys,
    record,
    rounds,
  }: {
    readonly origin: string;
    readonly keys: Keys;
    readonly record: ReadRecord;
    readonly rounds: readonly (Pick<BundledRound, "lines"> & { readonly log: string })[];
  },
  findings: Findings,
): void {
  receipts.forEach((text, at) => {
    const where = at + 1;
    const leaf = text.trim();
    if (/^[0-9a-f]{64}$/.test(leaf)) {
      // A leaf that somebody wrote down proves nothing to others, and shows its holder whether it is there.
      const isThere = rounds.some(({ lines }) => lines.some((line) => line.leaf === leaf));
      if (!isThere) findings.fault("receipts", "missing", where);
      return;
    }
    const note = readNote(noteOf(text));
    const said = note && readReceipt(note.text);
    if (!note || !said) {
      findings.fault("receipts", "unreadable", where);
      return;
    }
    const fault = signatureFault(note, keys.receipts(said.record.size));
    if (fault) findings.fault("receipts", fault, where);
    holdBeginning(said.record, { step: "receipts", where, origin, record }, findings);
    const round = rounds.find(({ log }) => log === said.ballots);
    if (!round) findings.notChecked("receipt", where);
    else if (round.lines[said.index]?.leaf !== said.leaf) findings.fault("receipts", "missing", where);
  });
}

/** The signed note in the file that a receipt's page saves; a text that is no such file is the note itself. */
export function noteOf(text: string): string {
  try {
    const { receipt } = JSON.parse(text) as { readonly receipt?: unknown };
    return typeof receipt === "string" ? receipt : "";
  } catch {
    return text;
  }
}

const receiptLines =
  /^codraft-receipt\/v1\nballots ([^\n]+)\nindex (0|[1-9][0-9]{0,8})\nleaf ([^\n]+)\nkind (?:cast|withdraw)\ntime [^\n]+\nrecord (\S+) (0|[1-9][0-9]{0,14}) (\S+)\n$/;

/** What a receipt says; null where a text is none. */
function readReceipt(text: string): ReceiptNote | null {
  const [, ballots = "", index = "", leaf = "", origin = "", size = "", root = ""] =
    receiptLines.exec(text) ?? [];
  const [leafBytes, rootBytes] = [fromBase64(leaf), fromBase64(root)];
  if (ballots === "" || leafBytes?.length !== 32 || rootBytes?.length !== 32) return null;
  const record = { origin, size: Number(size), root: hexOf(rootBytes) };
  return { ballots, index: Number(index), leaf: hexOf(leafBytes), record };
}
