import { and, asc, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import {
  extended,
  type GuardFault,
  guardFault,
  rootOf,
  type Signed,
} from "~/features/recordlog/domain/guard";
import { signingKeys } from "~/features/recordlog/domain/keys";
import type { Deps } from "~/platform/deps";
import { alone } from "~/platform/jobs/eachAlone";
import type { Db } from "~db/client";
import { recordCheckpoints, recordEntries, recordLogs } from "~db/schema/recordlog";
import { witnessAhead } from "./askWitnesses.server";
import { newestCheckpoint, newestEntry, recordEntryAt } from "./read.server";
import { namedKeys } from "./verifierKeys.server";

export type SigningDeps = Pick<Deps, "db" | "now" | "recordLog">;

/** What became of a log that was to be signed; `elsewhere`: another server is at it. */
export type Signing = "signed" | "as-it-was" | "elsewhere" | GuardFault;

/** Signs every log that has grown since it was signed last. Fails once all others are signed where the guard refuses one. */
export async function signLogs(deps: SigningDeps): Promise<void> {
  const refused: string[] = [];
  const each = alone();
  for (const { origin } of await grownLogs(deps.db)) {
    const outcome = await each.try(() => signLog(deps, origin));
    if (outcome && isFault(outcome)) refused.push(`${origin}: ${outcome}`);
  }
  each.end();
  if (refused.length > 0)
    throw new Error(
      `record logs are not signed, see "After a restore" in operations.md (${refused.join("; ")})`,
    );
}

const isFault = (outcome: Signing): outcome is GuardFault =>
  outcome !== "signed" && outcome !== "as-it-was" && outcome !== "elsewhere";

/** Logs with entries that no checkpoint covers. */
function grownLogs(db: Db) {
  const covered = sql`(select coalesce(max(${recordCheckpoints.size}), 0) from ${recordCheckpoints}
    where ${recordCheckpoints.log} = ${recordLogs.origin})`;
  return db
    .select({ origin: recordLogs.origin })
    .from(recordLogs)
    .where(
      and(
        isNotNull(recordLogs.processId),
        sql`exists (select from ${recordEntries}
          where ${recordEntries.log} = ${recordLogs.origin} and ${recordEntries.index} >= ${covered})`,
      ),
    )
    .orderBy(asc(recordLogs.origin));
}

/**
 * Signs a log as it is now, if that begins with what was signed last. The tree that is signed is grown from what was kept
 * outside of the database, so that nothing that the database says can make it another.
 */
export function signLog(deps: SigningDeps, origin: string): Promise<Signing> {
  return deps.db.transaction(async (tx) => {
    // Servers that share keys sign one after the other; appending goes on meanwhile.
    const [log] = await tx
      .select({ origin: recordLogs.origin })
      .from(recordLogs)
      .where(eq(recordLogs.origin, origin))
      .for("no key update", { skipLocked: true });
    if (!log) return "elsewhere";
    // Sent together: each would wait for the answer to the one before.
    const [head, known, named, ahead] = await Promise.all([
      newestEntry(tx, origin),
      newestCheckpoint(tx, origin),
      namedKeys(tx, origin),
      witnessAhead({ db: tx, recordLog: deps.recordLog }, origin),
    ]);
    if (!head) return "as-it-was";
    const { signer } = deps.recordLog;
    const kept = await signer.last(origin);
    const now = deps.now();
    const keys = signingKeys(named, { signed: known?.size ?? 0, now });
    const own = await signer.keys(origin);
    if (!keys.needed.every((key) => own.includes(key))) return "other-key";
    if (!kept && known) return "forgotten";
    if (ahead !== null) return "witness";
    const before = kept ?? { size: 0, frontier: [] };
    const size = head.index + 1;
    const at = before.size > 0 ? await recordEntryAt(tx, origin, before.size - 1) : undefined;
    const fault = guardFault(before, { size, frontierAt: at?.frontier ?? null });
    if (fault) return fault;
    if (known?.size === size) return "as-it-was";
    const grown = await grownTo(tx, origin, before, size);
    const last = grown.at(-1)?.tree;
    if (last?.size !== size || last.frontier.join() !== head.frontier.join()) return "other";
    // What is long is signed in parts: each of them is a beginning of the log, and of the last one the checkpoint is kept.
    let note = "";
    for (const { from, leaves, tree } of grown) {
      const answer = await signer.sign(origin, { from, leaves, frontier: tree.frontier, ...keys });
      if ("fault" in answer) return answer.fault;
      note = answer.note;
    }
    await tx.insert(recordCheckpoints).values({ log: origin, size, root: rootOf(last), note, at: now });
    return "signed";
  });
}

/** Leaves that are read and signed at once. */
const portion = 10_000;

type Part = { readonly from: number; readonly leaves: readonly string[]; readonly tree: Signed };

/** What was signed, grown to this size out of the leaves since; at least one part, if only to sign the same again. */
async function grownTo(tx: Db, origin: string, before: Signed, size: number): Promise<Part[]> {
  const { index, leaf, log } = recordEntries;
  const parts: Part[] = [];
  let tree = before;
  do {
    const from = tree.size;
    const until = Math.min(size, from + portion);
    const rows = await tx
      .select({ leaf })
      .from(recordEntries)
      .where(and(eq(log, origin), gte(index, from), lt(index, until)))
      .orderBy(asc(index));
    const leaves = rows.map((one) => one.leaf);
    tree = extended(tree, leaves);
    parts.push({ from, leaves, tree });
    if (leaves.length !== until - from) break;
  } while (tree.size < size);
  return parts;
}
