import { canonicalHash, canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import { leafHash } from "~/kernel/tlog/merkle";
import type { BallotChoices } from "./ballotKind";

type Common = { readonly v: 1; readonly log: string; readonly nonce: string };

/**
 * What a ballot log holds. Nothing here names a person, a time or a reason: those stand beside
 * the log, committed to by salted hashes. docs/ballot-log.md specifies each field.
 */
export type LogEntry =
  | (Common & { readonly kind: "open"; readonly rule: string; readonly terms: string })
  | (Common & { readonly kind: "roll"; readonly voter: string; readonly affiliated: "yes" | "no" })
  | (Common & {
      readonly kind: "cast";
      readonly voter: string;
      /** The leaf of the voter's entry before this one, null for the first. */
      readonly prev: string | null;
      readonly choices: BallotChoices;
      /** Salted hash of the reasons given, null when none were. */
      readonly notes: string | null;
    })
  | (Common & { readonly kind: "withdraw"; readonly voter: string; readonly prev: string })
  | (Common & { readonly kind: "close"; readonly size: number; readonly root: string })
  | (Common & { readonly kind: "result"; readonly result: string })
  | (Common & { readonly kind: "erasure"; readonly voter: string });

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type EntryBody = DistributiveOmit<LogEntry, "v">;

export type SealedEntry = { readonly entry: string; readonly leaf: string };

/** The entry's canonical bytes (as text) and its leaf hash. */
export function sealEntry(body: EntryBody): SealedEntry {
  const entry = canonicalJson({ v: 1, ...body });
  return { entry, leaf: leafHash(entry) };
}

/** The pseudonym of a voter in one log: without the salt nobody can go back to the person. */
export function voterHash(salt: string, log: string, person: string): string {
  return sha256Hex(`${salt}\n${log}\n${person}`);
}

/** The commitment to a ballot's reasons that stands in its entry. */
export function notesHash(salt: string, notes: Readonly<Record<string, string>>): string {
  return canonicalHash({ salt, notes });
}

/** What the idempotency key of a submission stands for: the same body gets the same answer. */
export function submissionHash(submission: {
  kind: "cast" | "withdraw";
  prev: string | null;
  choices: BallotChoices;
  notes: Readonly<Record<string, string>>;
}): string {
  return canonicalHash(submission);
}
