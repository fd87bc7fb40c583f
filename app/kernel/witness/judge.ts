import { sha256Hex } from "../hash/sha256";
import { type Tree, verifyConsistency } from "../tlog/consistency";
import { signersOf } from "../tlog/note";
import type { VerifierKey } from "../tlog/verifierKey";
import { type CheckpointRequest, readAddCheckpoint } from "./request";

/** How a tree stands to the one that was seen before: only what begins with it is taken. */
export type Standing = "continues" | "other-root" | "unproven";

/** Whether a log that was seen as one tree, or never, may now be another one. The witness asks it, and the server of itself. */
export function standingOf(seen: Tree | null, now: Tree, proof: readonly string[]): Standing {
  const before = seen ?? emptyTree;
  if (before.size === now.size && before.root !== now.root) return "other-root";
  if (before.size === 0 || before.size === now.size) {
    const isEmpty = now.size > 0 || now.root === emptyTree.root;
    return proof.length === 0 && isEmpty ? "continues" : "unproven";
  }
  return verifyConsistency(before, now, proof) ? "continues" : "unproven";
}

const emptyTree: Tree = { size: 0, root: sha256Hex() };

/** What a witness knows: the logs that it looks at, by their keys, and how it saw each last. */
export type Knowledge = {
  readonly keys: readonly VerifierKey[];
  readonly seen: (origin: string) => Tree | null;
};

/** What a witness answers; only after `cosign` it remembers and signs something. */
export type Judgement =
  | { readonly answer: "cosign"; readonly asked: CheckpointRequest }
  | { readonly answer: "malformed" | "unknown-log" | "unsigned" | "unproven" }
  /** The size that it knows. */
  | { readonly answer: "conflict"; readonly size: number };

/** Judges what a witness is asked, in the order of C2SP's tlog-witness. */
export function judge(text: string, { keys, seen }: Knowledge): Judgement {
  const asked = readAddCheckpoint(text);
  if (!asked) return { answer: "malformed" };
  const { checkpoint, old, proof, signed } = asked;
  const ofLog = keys.filter(({ name }) => name === checkpoint.origin);
  if (ofLog.length === 0) return { answer: "unknown-log" };
  if (!signersOf(signed, ofLog)) return { answer: "unsigned" };
  if (old > checkpoint.size) return { answer: "malformed" };
  const known = seen(checkpoint.origin);
  const size = known?.size ?? 0;
  if (old !== size) return { answer: "conflict", size };
  const standing = standingOf(known, checkpoint, proof);
  if (standing === "other-root") return { answer: "conflict", size };
  return standing === "continues" ? { answer: "cosign", asked } : { answer: "unproven" };
}
