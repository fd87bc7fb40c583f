import { canonicalHash } from "~/kernel/hash/canonical";
import type { Attribution, Reveal } from "./values";

/** What a round of any kind promises its voters: canonical JSON whose hash the log's first entry names. */
export type RoundTerms = object;

/** What a round promises its voters; the log's first entry commits to it by hash. */
export type Terms = {
  readonly process: string;
  readonly round: number;
  /** Workgroup key, or "public". */
  readonly workgroup: string;
  readonly componentVersion: number;
  readonly asked: readonly string[];
  readonly criteria: readonly string[];
  readonly notNecessary: "offered" | "not-offered";
  /** Absent where "I cannot judge" is no answer of its own, as in all rounds from before there was one. */
  readonly cannotJudge?: "offered";
  readonly attribution: Attribution;
  readonly reveal: Reveal;
  /** ISO 8601 in UTC, or "by-hand". */
  readonly closesAt: string;
};

export function termsHash(terms: RoundTerms): string {
  return canonicalHash(terms);
}
