import type { ReceiptFile } from "~/features/recordlog/domain/checkReceipt";
import { receiptText } from "~/features/recordlog/domain/receipt";
import { hashesOver } from "~/features/recordlog/services/logFile.server";
import { checkpointOfProcess, findEntry } from "~/features/recordlog/services/read.server";
import { keysOfLog } from "~/features/recordlog/services/verifierKeys.server";
import type { ProcessId } from "~/kernel/ids";
import { inclusionPlaces } from "~/kernel/tlog/nodes";
import { signNote } from "~/kernel/tlog/note";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import type { Deps } from "~/platform/deps";
import type { FoundReceipt } from "./findReceipt.server";

/**
 * The signed receipt of an entry, with all that it is checked with. Its time is that of the signature: when a ballot was
 * cast would tell whose it is once ballots are public. Null for what is not of a voter or does not hold, where nothing was signed
 * yet, and where this server has other keys than the log names.
 */
export async function receiptFile(
  deps: Pick<Deps, "db" | "now" | "recordLog">,
  processId: ProcessId,
  ballots: string,
  { index, leaf, kind, proof }: FoundReceipt,
): Promise<ReceiptFile | null> {
  if (kind !== "cast" && kind !== "withdraw") return null;
  // What does not hold is not signed for.
  if (proof?.fault) return null;
  const signed = await checkpointOfProcess(deps.db, processId);
  if (!signed) return null;
  const { origin, size, root, note } = signed;
  // Keys that held for what it names: a key that came later would be one that nobody could look up there. And a receipt under keys that the
  // log does not name would hold by itself, and against nobody.
  const named = await keysOfLog(deps.db, origin, size);
  const [log, receipts] = [named?.keys[0], named?.receipts[0]];
  const own = deps.recordLog.receiptKeys(origin).find((key) => verifierKeyText(key.verifier) === receipts);
  if (log === undefined || receipts === undefined || !own) return null;
  const record = { origin, size, root };
  const text = receiptText({ ballots, index, leaf, kind, at: deps.now(), record });
  const close = proof && (await findEntry(deps.db, processId, { kind: "close", name: ballots }));
  return {
    format: "codraft-receipt-file/1",
    ballots,
    index,
    leaf,
    receipt: signNote(text, own),
    keys: { log, receipts },
    closed: close && {
      entry: close.entry,
      index: close.index,
      ballotProof: proof.hashes,
      signed:
        close.index < size
          ? { checkpoint: note, proof: await hashesOver(deps.db, origin, inclusionPlaces(close.index, size)) }
          : null,
    },
  };
}
