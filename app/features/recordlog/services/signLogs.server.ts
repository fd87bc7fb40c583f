import { and, asc, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import {
  extended,
  type GuardFault,
  guardFault,
  rootOf,
  type Signed,
} from "~/features/recordlog/domain/guard";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { signNote } from "~/kernel/tlog/note";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import type { Deps } from "~/platform/deps";
import { alone } from "~/platform/jobs/eachAlone";
import type { Db } from "~db/client";
import { recordCheckpoints, recordEntries, recordLogs } from "~db/schema/recordlog";
import { witnessAhead } from "./askWitnesses.server";
import { newestCheckpoint, newestEntry, recordEntryAt } from "./read.server";
import { keysOfBegin } from "./verifierKeys.server";

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
    const [head, known] = [await newestEntry(tx, origin), await newestCheckpoint(tx, origin)];
    if (!head) return "as-it-was";
    const { log: key } = deps.recordLog.keysOf(origin);
    const keys = await keysOfBegin(tx, origin);
    if (!keys?.log.includes(verifierKeyText(key.verifier))) return "other-key";
    const kept = deps.recordLog.signed.read(origin);
    if (!kept && known) return "forgotten";
    if ((await witnessAhead({ db: tx, recordLog: deps.recordLog }, origin)) !== null) return "witness";
    const before = kept ?? { size: 0, frontier: [] };
    const size = head.index + 1;
    const at = before.size > 0 ? await recordEntryAt(tx, origin, before.size - 1) : undefined;
    const fault = guardFault(before, { size, frontierAt: at?.frontier ?? null });
    if (fault) return fault;
    if (known?.size === size) return "as-it-was";
    const now = await grownTo(tx, origin, before, size);
    if (now.size !== size || now.frontier.join() !== head.frontier.join()) return "other";
    // On the disk before anybody is given it: of what was written here, no other tree is ever signed.
    deps.recordLog.signed.keep(origin, now);
    const root = rootOf(now);
    const note = signNote(checkpointText({ origin, size, root }), key.verifier, key.signing);
    await tx.insert(recordCheckpoints).values({ log: origin, size, root, note, at: deps.now() });
    return "signed";
  });
}

/** Leaves that are read at once. */
const portion = 10_000;

async function grownTo(tx: Db, origin: string, before: Signed, size: number): Promise<Signed> {
  const { index, leaf, log } = recordEntries;
  let now = before;
  while (now.size < size) {
    const until = Math.min(size, now.size + portion);
    const leaves = await tx
      .select({ leaf })
      .from(recordEntries)
      .where(and(eq(log, origin), gte(index, now.size), lt(index, until)))
      .orderBy(asc(index));
    if (leaves.length !== until - now.size) return now;
    now = extended(
      now,
      leaves.map((one) => one.leaf),
    );
  }
  return now;
}
