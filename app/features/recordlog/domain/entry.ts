import { fromHex, utf8 } from "~/kernel/hash/bytes";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { sha256Hex } from "~/kernel/hash/sha256";
import { leafHash } from "~/kernel/tlog/merkle";

/** What happened to a public row: its table, its key, and the commitment to what it says now; null where it is gone. */
export type RowChange = readonly [table: string, key: string, commit: string | null];

/** Who did it, and who confirmed it: pseudonyms of this one act, see `actorHash`. */
type By = { readonly by: string | null; readonly second: string | null };

/**
 * What a record log holds, beside `v`, `log`, `index` and `at`. Keys, hashes, codes and times, never names or words.
 * docs/record-log.md specifies each field.
 */
export type RecordBody =
  | {
      readonly kind: "begin";
      readonly process: string;
      /** Keys that sign checkpoints and receipts, as verifier keys. */
      readonly keys: readonly string[];
      readonly receipts: readonly string[];
      /** The process was there before its log. */
      readonly adopted: "yes" | "no";
      /** The log that this one stands in the place of, as far as it was signed, and why. */
      readonly continues: Continued | null;
    }
  | {
      readonly kind: "keys";
      /** Both lists anew: the first key of each signs from now on. */
      readonly keys: readonly string[];
      readonly receipts: readonly string[];
      readonly reason: string;
    }
  | (By & {
      readonly kind: "policy";
      /** SHA-256 of the policy's text. */
      readonly policy: string;
    })
  | (By & {
      readonly kind: "plan";
      readonly plan: number;
      /** SHA-256 of the plan's text. */
      readonly doc: string;
      /** Names of ballot logs. */
      readonly rounds: readonly string[];
    })
  | (By & {
      readonly kind: "open";
      readonly ballots: string;
      readonly plan: number | null;
      readonly rule: string;
      readonly terms: string;
      /** Of the ballot log right after its opening and its roll. */
      readonly size: number;
      readonly root: string;
    })
  | (By & {
      readonly kind: "extend";
      readonly ballots: string;
      /** The deadline that held, or "by-hand", and the one that does from now on. */
      readonly former: string;
      readonly until: string;
      /** SHA-256 of the reason, as the page of the round says it. */
      readonly reason: string;
    })
  | {
      /** Who joined the roll of a public round since it was told last, as a number: never fewer than five. */
      readonly kind: "roll";
      readonly ballots: string;
      readonly added: number;
      readonly removed: number;
      /** Seats in what the next anchor is of. */
      readonly size: number;
      readonly reason: "joined";
    }
  | {
      readonly kind: "anchor";
      /** Each open ballot log, and a commitment to how it stands. */
      readonly logs: readonly (readonly [ballots: string, commit: string])[];
    }
  | (By & {
      readonly kind: "close";
      readonly ballots: string;
      readonly size: number;
      readonly root: string;
      /** Of the closing entry itself. */
      readonly leaf: string;
      readonly how: "deadline" | "by-hand";
    })
  | { readonly kind: "void"; readonly ballots: string; readonly reason: string }
  | {
      readonly kind: "count";
      readonly count: number;
      readonly plan: number | null;
      readonly rule: string;
      readonly ballots: readonly string[];
      readonly standing: string;
      readonly omitted: readonly CanonicalValue[];
      readonly by: string | null;
    }
  | (By & {
      readonly kind: "result";
      readonly count: number;
      readonly plan: number | null;
      readonly standing: string;
      readonly omitted: readonly CanonicalValue[];
      /** SHA-256 of result.json. */
      readonly result: string;
      readonly replaces: number | null;
    })
  | (By & {
      readonly kind: "version";
      /** The label of a version of the text, and the hashes of text and checklist. */
      readonly draft: string;
      readonly text: string;
      readonly checklist: string | null;
      readonly state: string;
    })
  | (By & { readonly kind: "gates"; readonly gates: string })
  | (By & {
      readonly kind: "snapshot";
      readonly snapshot: number;
      readonly hash: string;
      /** The hash of the gates that it shows, as their newest entry has it. */
      readonly gates: string;
    })
  | (By & { readonly kind: "decision"; readonly snapshot: number; readonly hash: string })
  | {
      readonly kind: "rows";
      /** The name of the act in the audit log. */
      readonly act: string;
      readonly rows: readonly RowChange[];
      readonly by: string | null;
    }
  | {
      readonly kind: "withheld";
      /** Rows that were committed to and are public no more, or are again. */
      readonly rows: readonly (readonly [table: string, key: string, code: string])[];
    }
  | {
      readonly kind: "gap";
      /** Entries that were put back after a restore lost them: from this index on, so many. */
      readonly from: number;
      readonly count: number;
    };

/** The end of a log as it was signed, and why another was begun. */
export type Continued = {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly reason: string;
};

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** Entries of the server itself: they are of no act that somebody did. */
type Unsigned = "keys" | "roll" | "anchor" | "void" | "withheld" | "gap";
/** What a service says of its act. Who did it is added where it is appended. */
export type Noted = DistributiveOmit<
  Exclude<RecordBody, { kind: "begin" | "rows" | Unsigned }>,
  "by" | "second"
>;

/** Where an entry stands. */
export type Place = {
  /** The origin of the log: HOST/log/SLUG as it was when the process began. */
  readonly log: string;
  readonly index: number;
  /** In UTC, never before the entry before it. */
  readonly at: Date;
};

/** More bytes than a bundle of entries has room for. */
const mostBytes = 65_535;

/** An entry's canonical text and its leaf. */
export function sealRecordEntry(
  { log, index, at }: Place,
  body: RecordBody,
): { readonly entry: string; readonly leaf: string } {
  const entry = canonicalJson({ v: 1, log, index, at: at.toISOString(), ...body });
  if (utf8(entry).length > mostBytes) throw new Error(`an entry of "${body.kind}" is too long`);
  return { entry, leaf: leafHash(entry) };
}

/** The pseudonym of a person for one act: with a salt an act, nobody can tell which acts are of the same person. */
export function actorHash(salt: string, origin: string, account: string): string {
  return sha256Hex(`${salt}\n${origin}\n${account}`);
}

/** A commitment to a text: nothing can be read of it without its salt (32 bytes, as hex), and no other text fits. */
export function commit(salt: string, text: string): string {
  return sha256Hex(Uint8Array.of(2), fromHex(salt), text);
}
