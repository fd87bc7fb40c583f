import type { FileHandle } from "node:fs/promises";
import type { Resource } from "i18next";
import type { UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Sending } from "~/platform/sent/sent.server";
import type { Db } from "~db/client";
import type { Clock } from "./clock.server";
import type { Work } from "./heavy/work";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  /** The same, laid out; what has no plain text beside it is not sent. */
  html?: string;
  headers?: Record<string, string>;
};

/** What a mail server answered: `isFinal` where it will never take the mail, as for an address that is not there. */
export type MailRefusal = { readonly code: string; readonly isFinal: boolean };

/** Structured log; never given ballots, tokens or addresses. */
export type Log = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/**
 * What is announced to the sockets of whoever looks at it, by event: that it changed, never what it is now. A feature
 * that announces more adds to it where it does so.
 */
export interface Announcements {
  "process:changed": { readonly processId: string; readonly version: number };
}
export type Announcement = {
  [Event in keyof Announcements]: { readonly event: Event } & Announcements[Event];
}[keyof Announcements];

export type Settings = {
  /** Address under which people reach the application, without a trailing slash. */
  readonly origin: string;
  readonly isDemo: boolean;
  /** Where no SMTP server is set, mail goes to a page (development and demo only). */
  readonly hasMailbox: boolean;
  /** PGlite: good for evaluation on one machine. */
  readonly isEvaluation: boolean;
  /** People who may start a process. */
  readonly founders: readonly string[];
  /** Variables of the environment that the ways to sign in need, as far as they are set. */
  readonly signIn: Readonly<Record<string, string>>;
  /** Where the source of this version is, where the operator says so. */
  readonly source?: string;
};

/** The words of one language outside of React: mails, reports, files. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/**
 * Everything a use case may touch. Built once in server/, handed to loaders and actions. A feature that needs what other
 * features register adds it here, where it declares its type.
 */
export interface Deps {
  readonly db: Db;
  readonly now: Clock;
  readonly newId: () => string;
  /** That many random bytes, as hex. */
  readonly randomHex: (bytes: number) => string;
  /** A whole number from 0 to below `limit`, unpredictable. */
  readonly randomBelow: (limit: number) => number;
  readonly publish: (announcement: Announcement) => void;
  /** Whether the mail was taken; a server that refuses it is logged, not thrown. `refused` is told what it answered. */
  readonly mail: (mail: Mail, refused?: (why: MailRefusal) => void) => Promise<boolean>;
  /** Mails of one kind that are handed over at once at most. */
  readonly mailsAtOnce: number;
  readonly appendBallot: AppendBallot;
  /** Has done what takes the processor long, where it holds up nobody. */
  readonly work: Work;
  /** Files of what is public, made once for all who ask. */
  readonly keptFiles: KeptFiles;
  readonly translator: (language: Language) => Translate;
  /** Every language's words, feature by feature, for rendering. */
  readonly catalogs: Resource;
  readonly log: Log;
  /** Milliseconds for which an approval is open at least. */
  readonly leastApproval: number;
  readonly settings: Settings;
  /** The form that is being carried out, where one is. */
  readonly sending?: Sending;
}

export type Actor = {
  readonly id: UserId;
  readonly email: string;
  readonly displayName: string;
  readonly suspended: boolean;
  /** The time zone in which they read moments, where it is known. */
  readonly zone?: string;
  /** Code of the campaign whose link brought them to the process that is asked for; none if undefined. */
  readonly campaign?: string;
};

/** A file that is open for its one reader, who closes it. */
export type OpenedFile = { readonly file: FileHandle; readonly bytes: number; readonly sha256: string };

/** The process of a file, and what decides whether the file is out of date. */
export type FileOwner = {
  readonly id: string;
  readonly version: number;
  readonly embargoUntil: Date | null;
};

export type FileWish = {
  readonly process: FileOwner;
  /** Tells the files of a process apart. */
  readonly name: string;
  /** Milliseconds for which it is given out again before it is made anew. */
  readonly keptFor: number;
  readonly make: (path: string) => Promise<void>;
};

export type Making = {
  /** Says what is made, and with `hash` of what: the same of the same is the same file. */
  readonly kind: string;
  /** Of all that decides what is in the file, also of whether it may be read. */
  readonly hash: string;
  readonly make: () => Promise<Uint8Array>;
};

/** Files that were made of what is public, given out again as long as they are what is public. */
export type KeptFiles = {
  /** A file that never is out of date, since it is named by what it is made of. Made once for all who ask. */
  readonly made: (making: Making) => Promise<OpenedFile>;
  /** The same, but it waits for nobody else who is making it. */
  readonly madeAlone: (making: Making) => Promise<OpenedFile>;
  readonly open: (deps: Pick<Deps, "now" | "newId">, asked: FileWish) => Promise<OpenedFile>;
  /** Forgets what was kept of a process that is gone. */
  readonly forget: (process: Pick<FileOwner, "id">) => Promise<void>;
  /** Deletes all of them, when the server stops. */
  readonly close: () => Promise<void>;
};

/** One entry on its way into a log. Everything in it was decided before; SQL decides the order. */
export type Submission = {
  readonly kind: "cast" | "withdraw";
  readonly voter: string;
  readonly prev: string | null;
  readonly entry: string;
  readonly leaf: string;
  /** Idempotency key of the form, and the hash of what it said. */
  readonly key: string;
  readonly hash: string;
  readonly noteSalt: string | null;
  readonly notes: Readonly<Record<string, string>> | null;
};

export type AppendOutcome =
  | {
      readonly outcome: "appended" | "repeated";
      readonly index: number;
      readonly leaf: string;
      readonly at: Date;
    }
  | {
      readonly outcome:
        | "round_closed"
        | "round_void"
        | "not_on_roll"
        | "seat_given_up"
        | "superseded"
        | "key_reused"
        | "unknown_log";
    };

export type AppendBallot = (log: string, submission: Submission) => Promise<AppendOutcome>;

/** What tells one reading from another: plain values. */
type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | readonly Plain[]
  | { readonly [name: string]: unknown };

/**
 * A reader of what is the same for all who may see it. All that it depends on is in its arguments and in the
 * database: a function of a module, never one that closes over who asks.
 */
export type SharedReader<Args extends readonly Plain[], T> = (deps: Deps, ...args: Args) => Promise<T>;

/**
 * Reads what many pages show, once for all of them until a table that it was read from has changed. What comes back is
 * shared, so it is frozen.
 */
export type Shared = <Args extends readonly Plain[], T>(
  read: SharedReader<Args, T>,
  ...args: Args
) => Promise<T>;
