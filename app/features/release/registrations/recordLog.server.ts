import { asc, eq } from "drizzle-orm";
import type { Noted } from "~/features/recordlog/domain/entry";
import type { AsThingsStand } from "~/features/recordlog/services/recordLogDeps";
import { decisionHash, gatesHash } from "~/features/release/services/recordedHashes.server";
import { drafts } from "~db/schema/drafts";
import { boardDecisions, boardSnapshots } from "~db/schema/release";

/** Versions that were published, the gates, what was shown to a board and what it decided. */
export const releaseStands: AsThingsStand = async (tx, processId) => {
  const versions = await tx
    .select({ label: drafts.label, text: drafts.textHash, state: drafts.state })
    .from(drafts)
    .where(eq(drafts.processId, processId))
    .orderBy(asc(drafts.publishedAt), asc(drafts.number));
  const snapshots = await tx
    .select({ snapshot: boardSnapshots, decision: boardDecisions })
    .from(boardSnapshots)
    .leftJoin(boardDecisions, eq(boardDecisions.snapshotId, boardSnapshots.id))
    .where(eq(boardSnapshots.processId, processId))
    .orderBy(asc(boardSnapshots.number));
  const gates = await gatesHash(tx, { id: processId });
  return [
    ...versions.flatMap(({ label, text, state }): Noted[] =>
      text === null ? [] : [{ kind: "version", draft: label, text, checklist: null, state }],
    ),
    { kind: "gates", gates },
    ...snapshots.flatMap(({ snapshot: { number, hash }, decision }): Noted[] => [
      { kind: "snapshot", snapshot: number, hash, gates },
      ...(decision
        ? [{ kind: "decision" as const, snapshot: number, hash: decisionHash(number, decision) }]
        : []),
    ]),
  ];
};
