import type { Noted } from "~/features/recordlog/domain/entry";
import type { Signed } from "~/features/recordlog/domain/guard";
import type { Recording } from "~/features/recordlog/domain/recording";
import type { ProcessId } from "~/kernel/ids";
import type { SigningKey } from "~/kernel/tlog/ed25519";
import type { VerifierKey } from "~/kernel/tlog/verifierKey";
import type { Policy } from "~/kernel/witness/policy";
import type { Deps } from "~/platform/deps";
import type { CommittedTable } from "~/platform/publicRows/committed.server";
import type { Db } from "~db/client";

/** A key that signs, with the name under which it is published. */
export type NamedKey = { readonly verifier: VerifierKey; readonly signing: SigningKey };

export type LogKeys = {
  /** Signs checkpoints. */
  readonly log: NamedKey;
  readonly receipts: NamedKey;
};

/** What was signed last of each log: kept outside of the database, so that it does not go back with it. */
export type SignedLogs = {
  /** Null where nothing was signed. */
  readonly read: (origin: string) => Signed | null;
  readonly keep: (origin: string, signed: Signed) => void;
};

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
      /** The keys of a log on this server, made of what is kept outside of the database. */
      readonly keysOf: (origin: string) => LogKeys;
      readonly signed: SignedLogs;
      readonly witnesses: Witnesses;
    };
  }
}
