import { asc, isNotNull } from "drizzle-orm";
import type { RecordBody } from "~/features/recordlog/domain/entry";
import { sha256Hex } from "~/kernel/hash/sha256";
import type { ProcessId } from "~/kernel/ids";
import { readVerifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { policyText } from "~/kernel/witness/policy";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { recordLogs, recordPolicies } from "~db/schema/recordlog";
import { appendOwn, beginRecord, type RecordDeps } from "../appendRecord.server";
import { lockedProcess } from "../read.server";
import { keysOfLog } from "../verifierKeys.server";
import { declaredPolicy } from "../witnessed.server";

type RotatingDeps = RecordDeps & Pick<Deps, "db">;

/** What became of a log: its newest keys were announced; they held already; the key that signs it is not here, so that nobody could announce another. */
export type Announced = { readonly origin: string; readonly outcome: "announced" | "as-it-was" | "no-key" };

/**
 * Whether every log whose key is here is signed by the newest keys that are here. Where one is not, an announcement was begun and not finished, and no
 * further key is made before. A log whose key is lost holds up none of the others: nobody could announce anything in it.
 */
export async function areAnnounced(deps: RotatingDeps): Promise<boolean> {
  for (const { origin } of await ownLogs(deps.db)) {
    const named = await keysOfLog(deps.db, origin);
    const [signed = "", receipts] = [named?.keys[0], named?.receipts[0]];
    const newest = await newestKeys(deps, origin);
    if (!newest.held.includes(signed)) continue;
    if (signed !== newest.key || receipts !== newest.receipts) return false;
  }
  return true;
}

/**
 * Announces in every log the newest keys that are here, each in a transaction of its own. From that entry on every server signs by them, as what signs is what
 * the log says; the checkpoint that covers it is signed by the key before as well. Who has to have seen the log is declared anew, as that names its key.
 */
export async function announceKeys(deps: RotatingDeps, reason: string): Promise<Announced[]> {
  const done: Announced[] = [];
  for (const { origin, processId } of await ownLogs(deps.db))
    done.push({ origin, outcome: await announceIn(deps, { origin, processId, reason }) });
  return done;
}

function announceIn(
  deps: RotatingDeps,
  { origin, processId, reason }: { origin: string; processId: ProcessId; reason: string },
): Promise<Announced["outcome"]> {
  return deps.db.transaction(async (tx) => {
    const process = await lockedProcess(tx, processId);
    const head = await beginRecord(deps, tx, process);
    const named = await keysOfLog(tx, origin);
    const newest = await newestKeys(deps, origin);
    const [key, receipts] = [named?.keys[0] ?? "", named?.receipts[0] ?? ""];
    if (key === newest.key && receipts === newest.receipts) return "as-it-was";
    if (!newest.held.includes(key)) return "no-key";
    const change: RecordBody = {
      kind: "keys",
      keys: [...new Set([newest.key, key])],
      receipts: [...new Set([newest.receipts, receipts])],
      reason,
    };
    const policy = await policyUnder(tx, origin, newest.key);
    await appendOwn(deps, tx, head, policy ? [change, policy] : [change]);
    return "announced";
  });
}

/** The newest keys that are here, and all that sign a log, the newest first. */
async function newestKeys({ recordLog }: RotatingDeps, origin: string) {
  const held = await recordLog.signer.keys(origin);
  const [receipts] = recordLog.receiptKeys(origin);
  return { held, key: held[0] ?? "", receipts: receipts ? verifierKeyText(receipts.verifier) : "" };
}

/** The policy that a log declared, for another key of it; null where it never declared one. */
async function policyUnder(tx: Db, origin: string, key: string) {
  const declared = await declaredPolicy(tx, origin);
  const of = readVerifierKey(key);
  if (!declared || !of) return null;
  const text = policyText({ ...declared.policy, logs: [{ key: of, url: null }] });
  const policy = sha256Hex(text);
  await tx.insert(recordPolicies).values({ log: origin, hash: policy, text }).onConflictDoNothing();
  return { kind: "policy" as const, policy, by: null, second: null };
}

async function ownLogs(db: Db): Promise<{ origin: string; processId: ProcessId }[]> {
  const rows = await db
    .select({ origin: recordLogs.origin, processId: recordLogs.processId })
    .from(recordLogs)
    .where(isNotNull(recordLogs.processId))
    .orderBy(asc(recordLogs.origin));
  return rows.flatMap(({ origin, processId }) => (processId === null ? [] : [{ origin, processId }]));
}
