import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { i18n } from "i18next";
import { demoDomain } from "~/features/accounts/domain/demoDomain";
import { fileCache } from "~/features/opendata/services/fileCache.server";
import { localSigner } from "~/features/recordlog/services/signing/localSigner.server";
import { ballotAppender } from "~/features/rounds/services/appender.server";
import type { Announcement, Deps } from "~/platform/deps";
import type { Work } from "~/platform/heavy/work";
import { committedRecordTables } from "~/registries/record.server";
import { asThingsStand, recorded } from "~/registries/recordLog.server";
import { roundKinds } from "~/registries/roundKinds";
import { todoSources } from "~/registries/todos.server";
import { connectPostgres, type DbHandle, openPglite } from "~db/client";
import { isUnavailable } from "~db/unavailable";
import { holdDataFolder } from "./dataFolder";
import { type Env, isDemo, keysFolder } from "./env";
import { mailer } from "./mail";
import { recordKeys } from "./recordKeys";
import { signedLogs } from "./signedLogs";
import { remoteSigner } from "./signer/remote";
import { translationMachine } from "./translationMachine";
import { translatorOf } from "./translations";
import { witnessesIn } from "./witnesses";

export type OpenDatabase = DbHandle & { release: () => Promise<void> };

type DatabaseEnv = Pick<Env, "DATABASE_URL" | "DATABASE_OWNER_URL" | "DATABASE_POOL" | "DATA_DIR">;

/**
 * The same for a command, as the owner of the tables where the owner is named: some commands change what a server's role cannot. The
 * server's role is asked for its name alone.
 */
export function openForCommand(env: DatabaseEnv): Promise<OpenDatabase> {
  return openMigrated(env, async (given) => {
    const { DATABASE_URL: serverUrl, DATABASE_OWNER_URL: ownerUrl, DATABASE_POOL: poolSize } = given;
    if (!serverUrl || !ownerUrl) return openDatabase(given);
    const handle = await connectPostgres(ownerUrl, poolSize, { serverUrl });
    return { ...handle, release: handle.close };
  });
}

/** The server listens, locks and prepares statements, which belong to a session. */
const pooled =
  "A pooler in transaction mode stands before the database of DATABASE_URL, and gives each transaction another session. " +
  "Give the address of PostgreSQL itself, or of a pooler in session mode.";

/**
 * Opens the database the environment names and brings it up to date. Throws with a sentence when
 * there is none to be reached, or when another process holds the data folder.
 */
export async function openMigrated(env: DatabaseEnv, open = openDatabase): Promise<OpenDatabase> {
  const database = await open(env);
  try {
    if (await database.sharesSessions()) throw new Error(pooled);
    await database.migrate();
    return database;
  } catch (error) {
    await database.release();
    if (isUnavailable(error))
      throw new Error("The database of DATABASE_URL does not answer.", { cause: error });
    throw error;
  }
}

/** PGlite's folder is locked for this process. */
async function openDatabase(env: DatabaseEnv): Promise<OpenDatabase> {
  if (env.DATABASE_URL) {
    const handle = await connectPostgres(env.DATABASE_URL, env.DATABASE_POOL, {
      ownerUrl: env.DATABASE_OWNER_URL,
    });
    return { ...handle, release: handle.close };
  }
  const giveBack = holdDataFolder(env.DATA_DIR);
  try {
    const handle = await openPglite(`${env.DATA_DIR}/pglite`);
    return { ...handle, release: () => handle.close().finally(giveBack) };
  } catch (error) {
    giveBack();
    throw error;
  }
}

/** The composition root: the one place that knows a clock, randomness, mail and the database. */
export function buildDeps(
  env: Env,
  handle: DbHandle,
  parts: {
    translations: i18n;
    log: Deps["log"];
    publish: (announcement: Announcement) => void;
    origin: string;
    work: Work;
  },
): Deps {
  const base = { db: handle.db, now: () => new Date(), newId: () => randomUUID(), log: parts.log };
  const hasMailbox = !env.SMTP_URL && (isDemo(env) || env.NODE_ENV !== "production");
  return {
    ...base,
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    randomBelow: (limit) => randomInt(limit),
    publish: parts.publish,
    mail: mailer(env, base),
    mailsAtOnce: env.MAILS_AT_ONCE,
    appendBallot: ballotAppender(handle.runHot),
    work: parts.work,
    keptFiles: fileCache(),
    roundKinds,
    recordLog: {
      recorded,
      asThingsStand,
      tables: committedRecordTables,
      signer: env.SIGNER
        ? remoteSigner(env.SIGNER, env.SIGNER_SECRET)
        : localSigner(recordKeys(keysFolder(env), "log"), signedLogs(keysFolder(env))),
      receiptKeys: recordKeys(keysFolder(env), "receipts"),
      witnesses: witnessesIn(env.WITNESSES),
    },
    todoSources,
    ...(env.TRANSLATION_URL ? { machine: translationMachine(env.TRANSLATION_URL, env.TRANSLATION_KEY) } : {}),
    translator: translatorOf(parts.translations),
    catalogs: parts.translations.services.resourceStore.data,
    leastApproval: 60 * 60 * 1000,
    settings: {
      origin: parts.origin,
      isDemo: isDemo(env),
      hasMailbox,
      isEvaluation: handle.kind === "pglite",
      // Who tries the demo as its organizer may start a process of their own.
      founders: isDemo(env) ? [...env.FOUNDERS, `organizer@${demoDomain}`] : env.FOUNDERS,
      signIn: env.signIn,
      ...(env.SOURCE_URL ? { source: env.SOURCE_URL } : {}),
    },
  };
}
