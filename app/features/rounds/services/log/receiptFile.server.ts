import type { ReceiptFile } from "~/features/recordlog/domain/checkReceipt";
import { receiptText } from "~/features/recordlog/domain/receipt";
import { hashesOver } from "~/features/recordlog/services/logFile.server";
import { checkpointOfProcess, findEntry, recordEntryAt } from "~/features/recordlog/services/read.server";
import { keysOfLog } from "~/features/recordlog/services/verifierKeys.server";
import { declaredPolicy, witnessedCheckpoint } from "~/features/recordlog/services/witnessed.server";
import type { ProcessId } from "~/kernel/ids";
import { inclusionPlaces } from "~/kernel/tlog/nodes";
import { signNote } from "~/kernel/tlog/note";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import type { FoundReceipt } from "./findReceipt.server";

/**
 * The signed receipt of an entry, with everything needed to check it. Its time is that of the signature: the moment a ballot was
 * cast would tell whose it is once ballots are public. Null for an entry that is not a voter's or does not hold, if nothing has been signed
 * yet, and if this server has other keys than the log names.
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
  const closing = close && (await closingOf(deps.db, { origin, size, note }, close.index));
  return {
    format: "codraft-receipt-file/1",
    ballots,
    index,
    leaf,
    receipt: signNote(text, own),
    // The checkpoint of the closing may be of before the key was changed.
    keys: { log: closing?.key ?? log, receipts },
    closed: close && {
      entry: close.entry,
      index: close.index,
      ballotProof: proof.hashes,
      signed: closing ? closing.signed : null,
    },
  };
}

type Checkpoint = { readonly origin: string; readonly size: number; readonly note: string };

/**
 * What is signed of an entry of the record log: the newest checkpoint that enough witnesses saw, until there is one the newest of all; null until one
 * covers the entry.
 */
async function closingOf(db: Db, newest: Checkpoint, index: number) {
  if (index >= newest.size) return null;
  const { origin } = newest;
  const { size, note } = await witnessedCheckpoint(db, newest, index + 1);
  const declared = await declaredPolicy(db, origin, size);
  const entry = declared?.policy.quorum ? await recordEntryAt(db, origin, declared.index) : null;
  const proofOf = (at: number) => hashesOver(db, origin, inclusionPlaces(at, size));
  return {
    key: (await keysOfLog(db, origin, size))?.keys[0],
    signed: {
      checkpoint: note,
      proof: await proofOf(index),
      ...(declared && entry
        ? {
            witnesses: {
              policy: declared.text,
              entry: entry.entry,
              index: declared.index,
              proof: await proofOf(declared.index),
            },
          }
        : {}),
    },
  };
}
