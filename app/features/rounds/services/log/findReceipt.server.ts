import { and, eq } from "drizzle-orm";
import { proofIn } from "~/features/rounds/domain/verifiedLog";
import { logHead, type RoundRow } from "~/features/rounds/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import { leafHash, verifyInclusion } from "~/kernel/tlog/merkle";
import type { Deps } from "~/platform/deps";
import { ballotEntries, ballotLogs, rounds } from "~db/schema/rounds";
import { verifiedLog } from "./verifiedLog.server";

/** Why a receipt does not hold: its entry is not what was cast, or the log is not the one that was closed. */
export type ReceiptFault = "entry-altered" | "log-altered";

export type FoundReceipt = {
  readonly index: number;
  readonly leaf: string;
  readonly kind: string;
  /**
   * Present once the round is closed: the way from this leaf to the root in the closing entry, which
   * results name; for entries after the closing, to the root of the log as it is.
   */
  readonly proof: { size: number; root: string; hashes: string[]; fault: ReceiptFault | null } | null;
};

const isLeaf = (text: string) => /^[0-9a-f]{64}$/.test(text);

/**
 * Finds a receipt's leaf in the log. While the round is open the answer is only that it is there and where; the
 * proof comes with the closing. It holds only if the entry's own bytes give the leaf, and the leaves the root that
 * the closing entry names: a root computed from the rows alone would hold whatever was done to them. The log is
 * verified once for the rows that it has; each receipt reads its own entry.
 */
export async function findReceipt(
  deps: Pick<Deps, "db" | "roundKinds" | "work">,
  round: RoundRow,
  leaf: string,
): Promise<FoundReceipt | null> {
  const head = await logHead(deps.db, round.id);
  if (!head || !isLeaf(leaf)) return null;
  const [row] = await deps.db
    .select({ index: ballotEntries.index, kind: ballotEntries.kind, entry: ballotEntries.entry })
    .from(ballotEntries)
    .where(and(eq(ballotEntries.log, head.log), eq(ballotEntries.leaf, leaf)));
  if (!row) return null;
  const { index, kind } = row;
  // Whoever has voted comes here next: one entry is read for that, and the log once there is something to prove.
  if (head.state !== "closed") return { index, leaf, kind, proof: null };
  const verified = await verifiedLog(deps, round, head.log);
  const { closedAt, problems } = verified;
  const isBefore = closedAt !== null && index < closedAt;
  const size = isBefore ? closedAt : verified.size;
  const root = isBefore ? verified.closingRoot : verified.root;
  const hashes = index < size ? proofIn(verified, index, size) : [];
  const isInLog = verifyInclusion(leaf, index, size, hashes, root) && closedAt !== null;
  const isWhole = isBefore || problems.length === 0;
  const fault = leafHash(row.entry) !== leaf ? "entry-altered" : isInLog && isWhole ? null : "log-altered";
  return { index, leaf, kind, proof: { size, root, hashes, fault } };
}

/** Which round of a process a receipt is from: somebody who voted in several need not know. */
export async function roundOfReceipt(
  deps: Pick<Deps, "db">,
  processId: ProcessId,
  leaf: string,
): Promise<Pick<RoundRow, "kind" | "number"> | null> {
  if (!isLeaf(leaf)) return null;
  const [found] = await deps.db
    .select({ kind: rounds.kind, number: rounds.number })
    .from(ballotEntries)
    .innerJoin(ballotLogs, eq(ballotLogs.log, ballotEntries.log))
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(and(eq(ballotEntries.leaf, leaf), eq(rounds.processId, processId)));
  return found ?? null;
}
