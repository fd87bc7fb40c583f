import {
  cosignedAt,
  hashOfText,
  isIncluded,
  isSigned,
  leafOfText,
  readCheckpointText,
  textOfNote,
} from "~/kernel/tlog/check";
import { areEnough, readQuorum } from "~/kernel/witness/quorum";

/** What a voter keeps and anybody checks: the signed receipt, and once the round has closed the way to what is signed of it. */
export type ReceiptFile = {
  readonly format: "codraft-receipt-file/1";
  readonly ballots: string;
  readonly index: number;
  /** As hex, like all hashes here. */
  readonly leaf: string;
  /** The signed note. */
  readonly receipt: string;
  readonly keys: { readonly log: string; readonly receipts: string };
  readonly closed: {
    /** The entry of the record log by which the round closed, and where it stands. */
    readonly entry: string;
    readonly index: number;
    /** From the ballot to the root with which its log closed. */
    readonly ballotProof: readonly string[];
    /** From that entry to the root of the checkpoint; null until one covers it. */
    readonly signed: SignedClosing | null;
  } | null;
};

type SignedClosing = {
  readonly checkpoint: string;
  readonly proof: readonly string[];
  /** Who has to have seen it: the policy, and the entry of the record log that declares it. Absent where nobody has to. */
  readonly witnesses?: {
    readonly policy: string;
    readonly entry: string;
    readonly index: number;
    readonly proof: readonly string[];
  };
};

export const receiptSteps = ["receipt", "ballots", "record", "checkpoint", "witnesses"] as const;
export type ReceiptStep = (typeof receiptSteps)[number];
/** `later`: cannot be said yet; `unable`: this browser cannot say it; `nobody`: it is of nothing that was asked for. */
export type StepOutcome = "holds" | "fails" | "later" | "unable" | "nobody";

/** A witness that saw the checkpoint, and when. */
export type Seen = { readonly name: string; readonly at: Date };
export type CheckedReceipt = {
  readonly steps: Readonly<Record<ReceiptStep, StepOutcome>>;
  readonly seen: readonly Seen[];
};

/**
 * Holds a receipt against all that is signed: the note by the key of receipts, the ballot in the root with which the round closed, the
 * entry that says so in the checkpoint, the checkpoint by the key of the log, and below it the signatures of witnesses. Nothing is
 * asked of a server.
 */
export async function checkReceipt(file: ReceiptFile): Promise<CheckedReceipt> {
  const { closed } = file;
  const close = closed && closingOf(closed.entry);
  const said = (holds: boolean): StepOutcome => (holds ? "holds" : "fails");
  const witnessed = closed?.signed ? await witnessedOutcome(closed.signed) : null;
  const steps: CheckedReceipt["steps"] = {
    receipt: await receiptOutcome(file),
    ballots: !closed
      ? "later"
      : said(
          close?.ballots === file.ballots &&
            (await isIncluded({ ...file, size: close.size, root: close.root, proof: closed.ballotProof })),
        ),
    record: !closed?.signed ? "later" : said(await isRecorded(closed, closed.signed)),
    checkpoint: !closed?.signed ? "later" : await isSigned(closed.signed.checkpoint, file.keys.log),
    witnesses: witnessed?.outcome ?? "later",
  };
  return { steps, seen: witnessed?.seen ?? [] };
}

async function witnessedOutcome({
  checkpoint,
  witnesses,
}: SignedClosing): Promise<{ readonly outcome: StepOutcome; readonly seen: readonly Seen[] }> {
  if (!witnesses) return { outcome: "nobody", seen: [] };
  const { policy, entry, index, proof } = witnesses;
  const text = readCheckpointText(textOfNote(checkpoint) ?? "");
  const isDeclared =
    text !== null &&
    (await hashOfText(policy)) === declaredIn(entry, text.origin) &&
    (await isIncluded({ ...text, leaf: await leafOfText(entry), index, proof }));
  const asked = isDeclared ? readQuorum(policy) : null;
  if (!asked) return { outcome: "fails", seen: [] };
  const seen: Seen[] = [];
  for (const { name, key } of asked.witnesses) {
    const at = await cosignedAt(checkpoint, key);
    if (typeof at === "string") return { outcome: at, seen: [] };
    if (at !== null) seen.push({ name, at: new Date(at * 1000) });
  }
  const isEnough = areEnough(asked, new Set(seen.map(({ name }) => name)));
  return { outcome: isEnough ? "holds" : "later", seen };
}

/** The hash of a policy that an entry of a log declares; null where it is another entry. */
function declaredIn(entry: string, origin: string): string | null {
  try {
    const { kind, log, policy } = JSON.parse(entry) as Readonly<Record<string, unknown>>;
    return kind === "policy" && log === origin && typeof policy === "string" ? policy : null;
  } catch {
    return null;
  }
}

async function receiptOutcome({ receipt, keys, ballots, index, leaf }: ReceiptFile): Promise<StepOutcome> {
  const lines = textOfNote(receipt)?.split("\n") ?? [];
  const encoded = btoa(
    String.fromCharCode(...(leaf.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))),
  );
  const named = ["codraft-receipt/v1", `ballots ${ballots}`, `index ${index}`, `leaf ${encoded}`];
  return named.every((line, at) => lines[at] === line) ? isSigned(receipt, keys.receipts) : "fails";
}

async function isRecorded(
  closed: NonNullable<ReceiptFile["closed"]>,
  signed: { readonly checkpoint: string; readonly proof: readonly string[] },
): Promise<boolean> {
  const checkpoint = readCheckpointText(textOfNote(signed.checkpoint) ?? "");
  if (!checkpoint || closingOf(closed.entry)?.log !== checkpoint.origin) return false;
  const leaf = await leafOfText(closed.entry);
  return isIncluded({ ...checkpoint, leaf, index: closed.index, proof: signed.proof });
}

/** What an entry of the record log says of the closing of a round; null where it is of something else. */
function closingOf(entry: string) {
  try {
    const { kind, log, ballots, size, root } = JSON.parse(entry) as Readonly<Record<string, unknown>>;
    if (kind !== "close" || typeof log !== "string" || typeof ballots !== "string") return null;
    return typeof size === "number" && typeof root === "string" ? { log, ballots, size, root } : null;
  } catch {
    return null;
  }
}
