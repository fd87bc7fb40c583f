import { fromBase64, fromHex, hexOf, toBase64 } from "../hash/bytes";

/** What a log was at some time, as C2SP's tlog-checkpoint has it: its origin, its size and its root (hex). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: string };

/** The text of a checkpoint, to be signed as a note. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

/** The checkpoint that a note's text is; null where it is none. Lines after the third are left to those who know them. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin = "", size = "", encoded = "", ...more] = text.split("\n");
  const root = fromBase64(encoded);
  if (origin === "" || more.length === 0 || root?.length !== 32) return null;
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) return null;
  return { origin, size: Number(size), root: hexOf(root) };
}

/** A hash of 64 hex digits as the base64 that notes and proofs write. */
export const base64Of = (hash: string) => toBase64(fromHex(hash));
