import type { ProcessRow } from "~/features/processes/services/read.server";
import type { BallotChoices, BallotKind } from "~/features/rounds/domain/ballotKind";
import type { BallotLine, BallotWords } from "~/features/rounds/domain/readBack";
import { type RoundKindKey, roundTraits } from "~/features/rounds/domain/roundKinds";
import type { RoundTerms } from "~/features/rounds/domain/terms";
import type { LogBallot } from "~/features/rounds/domain/verify";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import type { AuditAction, NoticeKind } from "~/kernel/named";
import type { Refusal } from "~/kernel/refusals";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import type { RoundRow } from "./read.server";

/** A log with its closing entry, and the ballots that count in it where closing counts them. */
export type ClosedLog = {
  readonly log: string;
  readonly size: number;
  readonly ballots: readonly LogBallot[];
};

/**
 * What each feature with votes says of its rounds. Opening, closing, the roll, the log and receipts are the same for
 * all of them.
 */
export type RoundKind = {
  readonly key: RoundKindKey;
  readonly ballot: BallotKind;
  readonly actions: {
    readonly scheduled: AuditAction;
    readonly unscheduled: AuditAction;
    readonly heldUp: AuditAction;
    readonly discarded: AuditAction;
    readonly opened: AuditAction;
    readonly extended: AuditAction;
    readonly closed: AuditAction;
  };
  /** By which organizers hear that one could not open at its time. */
  readonly heldUp: NoticeKind;
  /** What a round promises its voters, as the first entry of its log commits to it; takes the round as it was then (`asDeclared`). */
  readonly terms: (
    db: Db,
    process: Pick<ProcessRow, "id" | "slug">,
    round: RoundRow,
    workgroup: Pick<WorkgroupRow, "key"> | null,
  ) => Promise<RoundTerms>;
  /** What a ballot says, in words for its voter. Reasons are given where they may be read with the log. */
  readonly readBack: (
    db: Db,
    round: RoundRow,
    ballot: { readonly choices: BallotChoices; readonly notes: Readonly<Record<string, string>> },
    words: BallotWords,
  ) => Promise<BallotLine[]>;
  /** Why a prepared one cannot open, beyond the reasons that all kinds share; asked as it opens. */
  readonly refusesOpening?: (tx: Db, round: RoundRow) => Promise<Refusal["code"] | null>;
  /** Why a prepared one can open at no time after `round.openedAt`; asked as its opening is set, and as it opens. */
  readonly neverOpens?: (tx: Db, round: RoundRow) => Promise<Refusal["code"] | null>;
  /** Since when a second organizer is required, if opening it or closing it by hand needs one. */
  readonly secondFor?: (tx: Db, round: RoundRow, act: "open" | "close") => Promise<Date | null>;
  /** What its opening adds, in the same transaction; without an actor where the clock opens it. */
  readonly opened?: (
    deps: Pick<Deps, "now" | "newId" | "randomBelow">,
    tx: Db,
    actor: Actor | null,
    opened: { readonly process: ProcessRow; readonly round: RoundRow },
  ) => Promise<void>;
  /** The fewest milliseconds that it stays open, so that everybody it asks can hear of it. */
  readonly leastOpen?: (deps: Pick<Deps, "leastApproval">) => number;
  /** Whether its closing counts the ballots, which are read before the log is locked. */
  readonly countsWhenClosed?: boolean;
  /** Tells those who may vote that its deadline was extended, or set, in the same transaction. */
  readonly extended: (
    deps: Pick<Deps, "now">,
    tx: Db,
    actor: Actor,
    extended: {
      readonly process: Pick<ProcessRow, "id" | "slug">;
      readonly round: RoundRow;
      /** Null if it was to be closed by hand until now. */
      readonly former: Date | null;
      readonly reason: string;
    },
  ) => Promise<void>;
  /** What its closing adds, in the same transaction and under the lock of the log. */
  readonly closed?: (
    deps: Pick<Deps, "now" | "newId" | "randomHex" | "translator">,
    tx: Db,
    round: RoundRow,
    closed: ClosedLog,
  ) => Promise<void>;
};

/** The name of a round's ballot log, which it has before it opens. */
export const ballotLogOf = (
  { slug }: Pick<ProcessRow, "slug">,
  { kind, number }: Pick<RoundRow, "kind" | "number">,
): string => `${slug}-${roundTraits[kind].logName}-${number}`;

export type RoundKinds = Readonly<Record<RoundKindKey, RoundKind>>;

declare module "~/platform/deps" {
  interface Deps {
    /** Every kind of round, for what is the same for all of them. */
    readonly roundKinds: RoundKinds;
  }
}

declare module "~/platform/registrations" {
  interface Examination {
    readonly roundKinds: RoundKinds;
  }
}
