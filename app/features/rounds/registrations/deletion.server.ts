import { and, eq, inArray } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import {
  ballotEntries,
  ballotLogs,
  ballotNotes,
  ballotVoters,
  deadlineExtensions,
  rounds,
} from "~db/schema/rounds";

/** Logs are deleted only with their process, from the entries up. Refused while a round is open. */
export const roundsDeletion = {
  refuses: async (tx, processId) => {
    const [open] = await tx
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.processId, processId), eq(rounds.state, "open")))
      .limit(1);
    return open ? { code: "round_still_open" } : null;
  },
  first: async (tx, processId) => {
    const roundIds = tx.select({ id: rounds.id }).from(rounds).where(eq(rounds.processId, processId));
    const logs = tx
      .select({ log: ballotLogs.log })
      .from(ballotLogs)
      .where(inArray(ballotLogs.roundId, roundIds));
    for (const table of [ballotNotes, ballotVoters, ballotEntries])
      await tx.delete(table).where(inArray(table.log, logs));
    await tx.delete(deadlineExtensions).where(inArray(deadlineExtensions.roundId, roundIds));
    await tx.delete(ballotLogs).where(inArray(ballotLogs.roundId, roundIds));
    await tx.delete(rounds).where(eq(rounds.processId, processId));
  },
} satisfies Deletion;
