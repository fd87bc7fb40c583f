import { and, eq, sql } from "drizzle-orm";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Deletion } from "~/platform/registrations";
import { rounds } from "~db/schema/rounds";

/** Logs are deleted only with their process, from the entries up, and plans with them. Refused while a round is open. */
export const roundsDeletion = {
  refuses: async (tx, processId) => {
    const [open] = await tx
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.processId, processId), roundIs("open")))
      .limit(1);
    return open ? { code: "round_still_open" } : null;
  },
  first: async (tx, processId) => {
    await tx.execute(sql`select let_go_of_votes(${processId}::uuid)`);
  },
} satisfies Deletion;
