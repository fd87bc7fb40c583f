import { and, eq } from "drizzle-orm";
import { verifyLog } from "~/features/rounds/domain/verify";
import { logHead, logRows, type RoundRow } from "~/features/rounds/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from "~/kernel/tlog/merkle";
import type { Deps } from "~/platform/deps";
import { ballotEntries, ballotLogs, rounds } from "~db/schema/rounds";

/** Why a receipt does not hold: its entry says something else than was cast, or the log is not the one that was closed. */
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
 * the closing entry names: a root that is computed from the rows that are there holds whatever was done to them.
 */
export async function findReceipt(
  deps: Pick<Deps, "db" | "roundKinds">,
  round: RoundRow,
  leaf: string,
): Promise<FoundReceipt | null> {
  const head = await logHead(deps.db, round.id);
  if (!head || !isLeaf(leaf)) return null;
  // Whoever has voted comes here next: one entry is read for that, and the log once there is something to prove.
  const [entry] = await deps.db
    .select({ index: ballotEntries.index, kind: ballotEntries.kind })
    .from(ballotEntries)
    .where(and(eq(ballotEntries.log, head.log), eq(ballotEntries.leaf, leaf)));
  if (!entry) return null;
  const found = { ...entry, leaf };
  if (head.state !== "closed") return { ...found, proof: null };
  const rows = await logRows(deps.db, head.log);
  const row = rows.find((one) => one.leaf === leaf);
  if (!row) return null;
  const { closedAt, problems } = verifyLog(head.log, rows, deps.roundKinds[round.kind].ballot);
  const isBefore = closedAt !== null && row.index < closedAt;
  const size = isBefore ? closedAt : rows.length;
  const leaves = rows.slice(0, size).map((one) => one.leaf);
  const root = isBefore ? closingRoot(rows[closedAt]?.entry) : merkleRoot(leaves);
  const hashes = inclusionProof(leaves, row.index);
  const isInLog = verifyInclusion(leaf, row.index, size, hashes, root) && closedAt !== null;
  const isWhole = isBefore || problems.length === 0;
  const fault = leafHash(row.entry) !== leaf ? "entry-altered" : isInLog && isWhole ? null : "log-altered";
  return { ...found, proof: { size, root, hashes, fault } };
}

/** What the closing entry says the log was. */
function closingRoot(entry: string | undefined): string {
  return (JSON.parse(entry ?? "{}") as { root?: string }).root ?? "";
}

/** Where in a process a receipt is from: whoever voted in several rounds need not know which one gave it. */
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
