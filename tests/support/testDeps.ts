import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { fileCache } from "~/features/opendata/services/fileCache.server";
import type { Signed } from "~/features/recordlog/domain/guard";
import type { LogSigner, SignedLogs, Witnesses } from "~/features/recordlog/services/recordLogDeps";
import { localSigner } from "~/features/recordlog/services/signing/localSigner.server";
import { ballotAppender } from "~/features/rounds/services/appender.server";
import { signingKey } from "~/kernel/tlog/ed25519";
import type { NamedKey } from "~/kernel/tlog/note";
import { verifierKey } from "~/kernel/tlog/verifierKey";
import type { Announcement, Deps, Mail } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { committedRecordTables } from "~/registries/record.server";
import { asThingsStand, recorded } from "~/registries/recordLog.server";
import { roundKinds } from "~/registries/roundKinds";
import { todoSources } from "~/registries/todos.server";
import { loadTranslations, translatorOf } from "~server/translations";
import type { TestDb } from "./testDb";

export type TestDeps = Deps & {
  /** What was sent and announced so far, oldest first. */
  readonly mails: Mail[];
  readonly announced: Announcement[];
  readonly logged: { level: "info" | "warn" | "error"; message: string }[];
};

const translations = loadTranslations();

const keyOf = (name: string, byte: number) => {
  const signing = signingKey(new Uint8Array(32).fill(byte));
  return { verifier: verifierKey(name, signing.publicKey), signing };
};
/** Keys that everybody knows. */
export const testKeys = (origin: string) => ({
  log: keyOf(origin, 1),
  receipts: keyOf(`${origin}/receipts`, 2),
});

const keptBy = new WeakMap<LogSigner, SignedLogs>();

/** A signer that keeps what it signed as long as the test goes on. */
export function testSigner(
  keysOf: (origin: string) => readonly NamedKey[] = (origin) => [testKeys(origin).log],
): LogSigner {
  const kept = new Map<string, Signed>();
  const signed: SignedLogs = {
    read: (origin) => kept.get(origin) ?? null,
    keep: (origin, tree) => kept.set(origin, tree),
  };
  const signer = localSigner(keysOf, signed);
  keptBy.set(signer, signed);
  return signer;
}

/** What a signer of these tests keeps of what it signed, to be looked at and put back. */
export function signedBy({ recordLog }: Pick<Deps, "recordLog">): SignedLogs {
  const signed = keptBy.get(recordLog.signer);
  if (!signed) throw new Error("this is no signer of the tests");
  return signed;
}

const noWitnesses: Witnesses = { policy: () => null, ask: async () => null };

/** What the server builds, with mail, announcements and log kept for the test to look at. */
export function testDeps(
  handle: Pick<TestDb, "db" | "kind" | "runHot">,
  overrides: Partial<Deps> = {},
): TestDeps {
  const mails: Mail[] = [];
  const announced: Announcement[] = [];
  const logged: TestDeps["logged"] = [];
  const keep = (level: "info" | "warn" | "error") => (_: unknown, message: string) => {
    logged.push({ level, message });
  };
  return {
    db: handle.db,
    now: () => new Date(),
    newId: () => randomUUID(),
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    randomBelow: (limit) => randomInt(limit),
    publish: (announcement) => {
      announced.push(announcement);
    },
    mail: async (mail) => {
      mails.push(mail);
      return true;
    },
    appendBallot: ballotAppender(handle.runHot),
    work: workHere,
    keptFiles: fileCache(),
    roundKinds,
    recordLog: {
      recorded,
      asThingsStand,
      tables: committedRecordTables,
      signer: testSigner(),
      receiptKeys: (origin) => [testKeys(origin).receipts],
      witnesses: noWitnesses,
    },
    todoSources,
    translator: translatorOf(translations),
    catalogs: translations.services.resourceStore.data,
    log: { info: keep("info"), warn: keep("warn"), error: keep("error") },
    // An hour where people are asked; the test of it says so.
    leastApproval: 0,
    settings: {
      origin: "https://codraft.example",
      isDemo: false,
      hasMailbox: false,
      isEvaluation: handle.kind === "pglite",
      founders: [],
      signIn: {},
    },
    ...overrides,
    mails,
    announced,
    logged,
  };
}

/** A clock that stands still until it is moved, for services that take their time from deps. */
export function testClock(start = new Date("2030-01-01T12:00:00.000Z")) {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    forward: (ms: number) => {
      at += ms;
    },
  };
}

export const minutes = (count: number) => count * 60_000;
