import { fromBase64, hexOf } from "../hash/bytes";
import { base64Of, type Checkpoint, readCheckpoint } from "../tlog/checkpoint";
import { type Note, readNote } from "../tlog/note";

/** What a witness is asked to cosign (C2SP's tlog-witness): a checkpoint, and how it grew out of the one of size `old`. */
export type AddCheckpoint = {
  readonly old: number;
  /** As hex. */
  readonly proof: readonly string[];
  /** The signed checkpoint. */
  readonly note: string;
};

/** The type of an answer that says only what size a witness knows. */
export const sizeType = "text/x.tlog.size";

/** More hashes than any consistency proof has. */
const mostHashes = 63;

export function addCheckpointText({ old, proof, note }: AddCheckpoint): string {
  return `${[`old ${old}`, ...proof.map(base64Of)].join("\n")}\n\n${note}`;
}

export type CheckpointRequest = AddCheckpoint & { readonly signed: Note; readonly checkpoint: Checkpoint };

/** What is asked, or null where it cannot be read. */
export function readAddCheckpoint(text: string): CheckpointRequest | null {
  const end = text.indexOf("\n\n");
  if (end === -1) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\n");
  const old = readSize(/^old (.*)$/.exec(first)?.[1] ?? "");
  const proof = lines.map((line) => fromBase64(line));
  const note = text.slice(end + 2);
  const signed = readNote(note);
  const checkpoint = signed && readCheckpoint(signed.text);
  if (old === null || !signed || !checkpoint || proof.length > mostHashes) return null;
  const hashes = proof.flatMap((bytes) => (bytes?.length === 32 ? [hexOf(bytes)] : []));
  return hashes.length === proof.length ? { old, proof: hashes, note, signed, checkpoint } : null;
}

/** A size as lines have it: decimal, without leading zeros. */
export function readSize(text: string): number | null {
  return /^(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : null;
}
