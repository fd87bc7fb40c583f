import type { Noted } from "~/features/recordlog/domain/entry";
import type { Signed } from "~/features/recordlog/domain/guard";
import type { Recording } from "~/features/recordlog/domain/recording";
import type { ProcessId } from "~/kernel/ids";
import type { SigningKey } from "~/kernel/tlog/ed25519";
import type { VerifierKey } from "~/kernel/tlog/verifierKey";
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

/** What stands of a process that was there before its log: entries as if they were made now, of what was done before. */
export type AsThingsStand = (tx: Db, processId: ProcessId) => Promise<readonly Noted[]>;

declare module "~/platform/deps" {
  interface Deps {
    readonly recordLog: {
      /** What each act leaves in the log, by its name in the audit log. */
      readonly recorded: ReadonlyMap<string, Recording>;
      readonly asThingsStand: readonly AsThingsStand[];
      /** The keys of a log on this server, made of what is kept outside of the database. */
      readonly keysOf: (origin: string) => LogKeys;
      readonly signed: SignedLogs;
    };
  }
}
