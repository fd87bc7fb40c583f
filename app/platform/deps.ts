import type { Resource } from "i18next";
import type { KeptFiles } from "~/features/opendata/services/keptFiles.server";
import type { AppendBallot } from "~/features/rounds/services/appender.server";
import type { UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { RoomEvent } from "~/realtime/events";
import type { Db } from "~db/client";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  headers?: Record<string, string>;
};

/** Structured log; never given ballots, tokens or addresses. */
export type Log = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/** Something changed; the sockets of whoever looks at it say so, and ask for what it is now. */
export type Announcement =
  | { readonly event: "process:changed"; readonly processId: string; readonly version: number }
  | { readonly event: "room:changed"; readonly townhallId: string; readonly events: readonly RoomEvent[] };

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
};

/** The words of one language outside of React: mails, reports, files. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Everything a use case may touch. Built once in server/, handed to loaders and actions. */
export type Deps = {
  readonly db: Db;
  readonly now: () => Date;
  readonly newId: () => string;
  /** That many random bytes, as hex. */
  readonly randomHex: (bytes: number) => string;
  /** A whole number from 0 to below `limit`, unpredictable. */
  readonly randomBelow: (limit: number) => number;
  readonly publish: (announcement: Announcement) => void;
  /** Whether the mail was taken; a server that refuses it is logged, not thrown. */
  readonly mail: (mail: Mail) => Promise<boolean>;
  readonly appendBallot: AppendBallot;
  /** Files of what is public, made once for all who ask. */
  readonly keptFiles: KeptFiles;
  readonly translator: (language: Language) => Translate;
  /** Every language's words, feature by feature, for rendering. */
  readonly catalogs: Resource;
  readonly log: Log;
  readonly settings: Settings;
};

export type Actor = {
  readonly id: UserId;
  readonly email: string;
  readonly displayName: string;
  readonly suspended: boolean;
  /** Code of the campaign whose link brought them to the process that is asked for; none if undefined. */
  readonly campaign?: string;
};
