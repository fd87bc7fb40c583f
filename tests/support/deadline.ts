import { eq, sql } from "drizzle-orm";
import type { RoundId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { ballotLogs, rounds } from "~db/schema/rounds";

/** Lets the deadline of a round have been another one all along: the database refuses to move it otherwise. */
export const deadlineAt = (db: Db, roundId: RoundId, closesAt: Date) =>
  db.transaction(async (tx) => {
    const switched = async (to: "disable" | "enable") => {
      for (const table of ["rounds", "ballot_logs"])
        await tx.execute(sql.raw(`alter table ${table} ${to} trigger keep_deadline`));
    };
    await switched("disable");
    await tx.update(rounds).set({ closesAt }).where(eq(rounds.id, roundId));
    await tx.update(ballotLogs).set({ closesAt }).where(eq(ballotLogs.roundId, roundId));
    await switched("enable");
  });
