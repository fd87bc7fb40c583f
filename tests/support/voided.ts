import { appendOwn } from "~/features/recordlog/services/appendRecord.server";
import { lockedProcess, recordHead } from "~/features/recordlog/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { tellVoid } from "~/features/rounds/services/void/tellVoid.server";
import { logOf, roundRow, type Scenario, there } from "./scenario";

/** Declares a round void, as putting back what a restore lost does of rounds that were open then. */
export async function declaredVoid(s: Scenario, round: Pick<RoundRow, "id">): Promise<RoundRow> {
  const { log } = await logOf(s.deps, round);
  await s.deps.db.transaction(async (tx) => {
    await lockedProcess(tx, s.process.id);
    const head = there(await recordHead(tx, s.process.id));
    const place = { ...head, size: head.index + 1, lastAt: head.at };
    await appendOwn(s.deps, tx, place, [{ kind: "void", ballots: log, reason: "anchors-lost" }]);
    await tellVoid(s.deps, tx, [log]);
  });
  return roundRow(s.deps, round.id);
}
