import type { Noted } from "~/features/recordlog/domain/entry";
import type { GuardFault, Signed } from "~/features/recordlog/domain/guard";
import type { Recording } from "~/features/recordlog/domain/recording";
import type { ProcessId } from "~/kernel/ids";
import type { NamedKey } from "~/kernel/tlog/note";
import type { Policy } from "~/kernel/witness/policy";
import type { Deps } from "~/platform/deps";
import type { CommittedTable } from "~/platform/publicRows/committed.server";
import type { Db } from "~db/client";

/** What was signed last of each log: kept outside of the database, so that it does not go back with it. */
export type SignedLogs = {
  /** Null where nothing was signed. */
  readonly read: (origin: string) => Signed | null;
  readonly keep: (origin: string, signed: Signed) => void;
};

/** What is to be signed of a log: the tree that was signed last, with these leaves after it. */
export type ToSign = {
  /** Entries that were signed before. */
  readonly from: number;
  readonly leaves: readonly string[];
  /** The tree that comes of them. */
  readonly frontier: readonly string[];
  /** Keys that have to sign, and others that sign as well where they are there; as verifier keys. */
  readonly needed: readonly string[];
  readonly also: readonly string[];
};

/** The signed checkpoint, once it is written down that it was signed; or why nothing is signed. */
export type SigningAnswer = { readonly note: string } | { readonly fault: GuardFault };

/**
 * Who signs checkpoints: this process, or another one that alone has the keys. It signs a tree only if it grew from what it signed
 * before. One that is another process and does not answer throws `SignerAway`.
 */
export type LogSigner = {
  /** Verifier keys under which it can sign a log, the newest first. */
  readonly keys: (origin: string) => Promise<readonly string[]>;
  /** What it signed last; null where it signed nothing. */
  readonly last: (origin: string) => Promise<Signed | null>;
  readonly sign: (origin: string, tree: ToSign) => Promise<SigningAnswer>;
};

/** The process that signs does not answer. What is to be signed waits for it, and nothing else does. */
export class SignerAway extends Error {}

/** What a witness answers; null where it did not. */
export type WitnessReply = { readonly status: number; readonly type: string; readonly body: string } | null;

/** The witnesses that the operator of this server knows. */
export type Witnesses = {
  /** As their file is now; null where none is named. */
  readonly policy: () => Policy | null;
  /** Sends a checkpoint to a witness by its address. */
  readonly ask: (url: string, body: string) => Promise<WitnessReply>;
};

/** What stands of a process that was there before its log: entries as if they were made now, of what was done before. */
export type AsThingsStand = (tx: Db, processId: ProcessId) => Promise<readonly Noted[]>;

declare module "~/platform/registrations" {
  interface Examination {
    readonly now: Deps["now"];
    readonly recordLog: Pick<Deps["recordLog"], "tables">;
  }
}

declare module "~/platform/deps" {
  interface Deps {
    readonly recordLog: {
      /** What each act leaves in the log, by its name in the audit log. */
      readonly recorded: ReadonlyMap<string, Recording>;
      readonly asThingsStand: readonly AsThingsStand[];
      /** Tables of the record to whose rows logs commit. */
      readonly tables: readonly CommittedTable[];
      readonly signer: LogSigner;
      /** The keys that sign receipts of a log on this server, the newest first; made of what is kept outside of the database. */
      readonly receiptKeys: (origin: string) => readonly NamedKey[];
      readonly witnesses: Witnesses;
    };
  }
}
