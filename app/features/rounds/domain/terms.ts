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
  /** The hash of the plan that names the round; absent where none does. */
  readonly plan?: string;
};

/** What of a round its terms are made of. */
type Promised = {
  readonly number: number;
  readonly componentVersion: number;
  readonly asked: readonly string[];
  readonly offersNotNecessary: boolean;
  readonly offersCannotJudge: boolean;
  readonly attribution: Attribution;
  readonly reveal: Reveal;
  readonly closesAt: Date | null;
};

type Around = {
  readonly process: string;
  /** The key of the workgroup; null of a public round. */
  readonly workgroup: string | null;
  readonly criteria: readonly string[];
  /** The hash of the plan that names the round. */
  readonly plan: string | null;
};

/** The terms of a round of votes on components. */
export function termsOf(round: Promised, { process, workgroup, criteria, plan }: Around): Terms {
  return {
    process,
    round: round.number,
    workgroup: workgroup ?? "public",
    componentVersion: round.componentVersion,
    asked: round.asked,
    criteria,
    notNecessary: round.offersNotNecessary ? "offered" : "not-offered",
    ...(round.offersCannotJudge ? { cannotJudge: "offered" as const } : {}),
    attribution: round.attribution,
    reveal: round.reveal,
    closesAt: round.closesAt?.toISOString() ?? "by-hand",
    ...(plan === null ? {} : { plan }),
  };
}

export function termsHash(terms: RoundTerms): string {
  return canonicalHash(terms);
}
