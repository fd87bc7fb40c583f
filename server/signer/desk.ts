import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { guardFault, rootOf, type Signed } from "~/features/recordlog/domain/guard";
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
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { leafHash } from "~/kernel/tlog/merkle";
import { type NamedKey, signNote } from "~/kernel/tlog/note";
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
/** Milliseconds for which what all witnesses said of a log is not asked again. */
const askedFor = 10 * 60_000;
/** Milliseconds after which those are asked again of whom some did not answer, so that one that is away does not hold up each signature. */
const silentFor = 30_000;

/**
 * Signs logs for a server that has no key. Of what the server sends it takes nothing but where to stop: entries are read from the
 * database, each leaf is hashed from its text, and the tree is grown from what was signed before. Which keys sign is what the log's own entries say.
 */
export function deskSigner(desk: SignerDesk): Omit<LogSigner, "sign"> & {
  readonly sign: (origin: string, until: Signed) => Promise<SigningAnswer>;
} {
  const local = localSigner(desk.keysOf, desk.signed);
  const askAgain = new Map<string, number>();
  const isAhead = async (origin: string, kept: Signed) => {
    const now = desk.now().getTime();
    if (now < (askAgain.get(origin) ?? 0)) return false;
    const known = await sizesAtWitnesses(desk, origin, kept);
    if (known.some((size) => size !== null && size > kept.size)) return true;
    askAgain.set(origin, now + (known.includes(null) ? silentFor : askedFor));
    return false;
  };
  const sign = async (origin: string, until: Signed): Promise<SigningAnswer> => {
    const { db, signed, now } = desk;
    if (!(await isOwnLog(db, origin))) return { fault: "other-key" };
    const known = (await newestCheckpoint(db, origin))?.size ?? 0;
    const before = signed.read(origin) ?? nothing;
    if (before.size === 0 && known > 0) return { fault: "forgotten" };
    if (until.size < before.size) return { fault: "other" };
    // The entries must begin with what was signed also where none of them is read again.
    const last = before.size > 0 ? await recordEntryAt(db, origin, before.size - 1) : undefined;
    const frontierAt = last?.frontier ?? null;
    if (guardFault(before, { size: until.size, frontierAt })) return { fault: "other" };
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
 * What the witnesses of the operator have seen of a log, in entries; null for one that does not say. Where one has seen more than was signed here,
 * what is kept here was put back, or thrown away. Each is shown the checkpoint that was signed last, which signing again makes no other; of
 * a log of which nothing is kept, that of the empty tree with which every log begins.
 */
async function sizesAtWitnesses(
  { keysOf, witnesses }: SignerDesk,
  origin: string,
  kept: Signed,
): Promise<(number | null)[]> {
  const named = (witnesses.policy()?.witnesses ?? []).flatMap(({ url }) => url ?? []);
  if (named.length === 0) return [];
  const text = checkpointText({ origin, size: kept.size, root: rootOf(kept) });
  const body = addCheckpointText({ old: kept.size, proof: [], note: signNote(text, ...keysOf(origin)) });
  return Promise.all(
    named.map(async (url) => {
      const reply = await witnesses.ask(url, body);
      if (reply?.status === 200) return kept.size;
      if (reply?.status === 404) return 0;
      return reply?.status === 409 && reply.type === sizeType ? readSize(reply.body.trim()) : null;
    }),
  );
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
