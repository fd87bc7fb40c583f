import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Signed } from "~/features/recordlog/domain/guard";
import { signingKeys } from "~/features/recordlog/domain/keys";
import {
  isOwnLog,
  newestCheckpoint,
  recordEntryAt,
  recordRows,
} from "~/features/recordlog/services/read.server";
import type {
  LogSigner,
  SignedLogs,
  SigningAnswer,
  Witnesses,
} from "~/features/recordlog/services/recordLogDeps";
import { localSigner } from "~/features/recordlog/services/signing/localSigner.server";
import { namedKeys } from "~/features/recordlog/services/verifierKeys.server";
import { leafHash } from "~/kernel/tlog/merkle";
import type { NamedKey } from "~/kernel/tlog/note";
import { addCheckpointText, readSize, sizeType } from "~/kernel/witness/request";
import type { Db } from "~db/client";

/** What a signer works with: keys, what it signed last, and the database, which it only reads. */
export type SignerDesk = {
  readonly db: Db;
  readonly keysOf: (origin: string) => readonly NamedKey[];
  readonly signed: SignedLogs;
  readonly witnesses: Witnesses;
  readonly now: () => Date;
};

const nothing: Signed = { size: 0, frontier: [] };
/** Entries that are read at once. */
const portion = 10_000;
/** Milliseconds for which what witnesses said of a log is not asked again. */
const askedFor = 10 * 60_000;

/**
 * Signs logs for a server that has no key. Of what the server sends it takes nothing but where to stop: entries are read from the
 * database, each leaf is hashed from its text, and the tree is grown from what was signed before. Which keys sign is what the log's own entries say.
 */
export function deskSigner(desk: SignerDesk): Omit<LogSigner, "sign"> & {
  readonly sign: (origin: string, until: Signed) => Promise<SigningAnswer>;
} {
  const local = localSigner(desk.keysOf, desk.signed);
  const asked = new Map<string, number>();
  const isAhead = async (origin: string, kept: Signed) => {
    const now = desk.now().getTime();
    if (kept.size === 0 || now - (asked.get(origin) ?? 0) < askedFor) return false;
    if (await witnessKnowsMore(desk, local, origin, kept)) return true;
    asked.set(origin, now);
    return false;
  };
  const sign = async (origin: string, until: Signed): Promise<SigningAnswer> => {
    const { db, signed, now } = desk;
    if (!(await isOwnLog(db, origin))) return { fault: "other-key" };
    const known = (await newestCheckpoint(db, origin))?.size ?? 0;
    const kept = signed.read(origin);
    if (!kept && known > 0) return { fault: "forgotten" };
    const before = kept ?? nothing;
    if (until.size < before.size) return { fault: "other" };
    if (await isAhead(origin, before)) return { fault: "witness" };
    const leaves = await leavesIn(db, origin, before.size, until.size);
    if (!leaves) return { fault: "other" };
    const keys = signingKeys(await namedKeys(db, origin), { signed: known, now: now() });
    return local.sign(origin, { from: before.size, leaves, frontier: until.frontier, ...keys });
  };
  return { keys: local.keys, last: local.last, sign };
}

/** The leaves of these entries, by their own texts; null where one is missing, or is of another log or place. */
async function leavesIn(db: Db, origin: string, from: number, until: number): Promise<string[] | null> {
  const leaves: string[] = [];
  while (from + leaves.length < until) {
    const start = from + leaves.length;
    const rows = await recordRows(db, origin, start, Math.min(until, start + portion));
    if (rows.length === 0) return null;
    for (const { entry } of rows) {
      const { log, index } = JSON.parse(entry) as { readonly log?: unknown; readonly index?: unknown };
      if (log !== origin || index !== from + leaves.length) return null;
      leaves.push(leafHash(entry));
    }
  }
  return leaves;
}

/**
 * Whether a witness of the operator has seen more of a log than was signed here: then what is kept here was put back. It is shown the
 * checkpoint that was signed last, which signing again makes no other.
 */
async function witnessKnowsMore(
  { db, witnesses }: SignerDesk,
  local: LogSigner,
  origin: string,
  kept: Signed,
): Promise<boolean> {
  const named = (witnesses.policy()?.witnesses ?? []).filter(({ url }) => url !== null);
  if (named.length === 0 || !(await recordEntryAt(db, origin, kept.size - 1))) return false;
  const [key = ""] = await local.keys(origin);
  const again = await local.sign(origin, {
    from: kept.size,
    leaves: [],
    frontier: kept.frontier,
    needed: [key],
    also: [],
  });
  if ("fault" in again) return false;
  const answers = await Promise.all(
    named.map(async ({ url }) => {
      const body = addCheckpointText({ old: kept.size, proof: [], note: again.note });
      const reply = await witnesses.ask(url ?? "", body);
      return reply?.status === 409 && reply.type === sizeType ? readSize(reply.body.trim()) : null;
    }),
  );
  return answers.some((size) => size !== null && size > kept.size);
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const origin = z.string().min(3).max(300);
const requests = {
  "/keys": z.strictObject({ origin }),
  "/last": z.strictObject({ origin }),
  "/sign": z.strictObject({
    origin,
    size: z.number().int().positive(),
    frontier: z.array(hash).min(1).max(53),
  }),
} as const;

/** What is answered over HTTP: a status, and JSON. */
export type SignerReply = { readonly status: number; readonly body: unknown };

/** Answers a server that knows the secret. */
export async function answerServer(
  signer: ReturnType<typeof deskSigner>,
  secret: string,
  asked: { readonly path: string; readonly authorization: string; readonly body: string },
): Promise<SignerReply> {
  if (!isSecret(asked.authorization, `Bearer ${secret}`)) return { status: 401, body: null };
  const json = jsonIn(asked.body);
  switch (asked.path) {
    case "/keys": {
      const read = requests["/keys"].safeParse(json);
      if (read.success) return { status: 200, body: await signer.keys(read.data.origin) };
      break;
    }
    case "/last": {
      const read = requests["/last"].safeParse(json);
      if (read.success) return { status: 200, body: await signer.last(read.data.origin) };
      break;
    }
    case "/sign": {
      const read = requests["/sign"].safeParse(json);
      if (read.success) return { status: 200, body: await signer.sign(read.data.origin, read.data) };
      break;
    }
    default:
      return { status: 404, body: null };
  }
  return { status: 400, body: null };
}

function isSecret(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
