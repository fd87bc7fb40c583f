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

/** What is said without one of its values would be read with a hole in it: whoever says it in a test hears of it. */
const translations = loadTranslations((text, name) => {
  throw new Error(`“${text}” is said without ${name}`);
});
export const testTranslator = translatorOf(translations);

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
const logKeys = (origin: string): readonly NamedKey[] => [testKeys(origin).log];
const receiptKeys = (origin: string): readonly NamedKey[] => [testKeys(origin).receipts];
/** Signers whose keys are those of nearly all tests. */
const usual = new WeakSet<LogSigner>();

/** A signer that keeps what it signed as long as the test goes on. */
export function testSigner(keysOf = logKeys, kept = new Map<string, Signed>()): LogSigner {
  const signed: SignedLogs = {
    read: (origin) => kept.get(origin) ?? null,
    keep: (origin, tree) => kept.set(origin, tree),
  };
  const signer = localSigner(keysOf, signed);
  keptBy.set(signer, signed);
  if (keysOf === logKeys) usual.add(signer);
  return signer;
}

/** What a signer of these tests keeps of what it signed, to be looked at and put back. */
export function signedBy({ recordLog }: Pick<Deps, "recordLog">): SignedLogs {
  const signed = keptBy.get(recordLog.signer);
  if (!signed) throw new Error("this is no signer of the tests");
  return signed;
}

const noWitnesses: Witnesses = { policy: () => null, ask: async () => null };

/** The moment at which a clock of tests begins to stand still. */
const standsAt = new Date("2030-01-01T12:00:00.000Z");
/** What of the dependencies may be a test's own without changing what acts store, or is part of the shape. */
const harmless = new Set(["now", "settings", "recordLog"]);
const shapes = new WeakMap<TestDeps, (keyof Deps)[]>();

/**
 * What the rows depend on that acts store with these: those of one shape may be copied. Null where a test has something of its own
 * that decides what is stored, such as its randomness, its mail server or a clock that has moved.
 */
export function shapeOf(deps: TestDeps): string | null {
  const own = shapes.get(deps);
  const { signer, receiptKeys: ofReceipts } = deps.recordLog;
  if (!own?.every((name) => harmless.has(name))) return null;
  if (!usual.has(signer) || ofReceipts !== receiptKeys) return null;
  const at = own.includes("now") ? deps.now().getTime() : "now";
  if (at !== "now" && at !== standsAt.getTime()) return null;
  // Whichever database it is shows in warnings alone.
  const { isEvaluation: _, ...settings } = deps.settings;
  return `${at} ${JSON.stringify(settings)}`;
}

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
  const deps: TestDeps = {
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
    // So that mails come in their order.
    mailsAtOnce: 1,
    appendBallot: ballotAppender(handle.runHot),
    work: workHere,
    keptFiles: fileCache(),
    roundKinds,
    recordLog: {
      recorded,
      asThingsStand,
      tables: committedRecordTables,
      signer: testSigner(),
      receiptKeys,
      witnesses: noWitnesses,
    },
    todoSources,
    translator: testTranslator,
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
  shapes.set(deps, Object.keys(overrides) as (keyof Deps)[]);
  return deps;
}

/** A clock that stands still until it is moved, for services that take their time from deps. */
export function testClock(start = standsAt) {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    forward: (ms: number) => {
      at += ms;
    },
  };
}

export const minutes = (count: number) => count * 60_000;
