import { and, countDistinct, eq, isNull } from "drizzle-orm";
import type { Waiting } from "~/platform/waiting";
import { endorsementFlags, endorsements } from "~db/schema/endorsements";

/** Endorsements to check, and those that people point out to moderators. */
export const endorsementsWaiting: readonly Waiting[] = [
  {
    page: "endorsements",
    count: async (db, processId) => {
      const [unchecked] = await db
        .select({ n: countDistinct(endorsements.id) })
        .from(endorsements)
        .where(and(eq(endorsements.processId, processId), eq(endorsements.state, "unchecked")));
      return unchecked?.n ?? 0;
    },
  },
  {
    page: "moderation",
    count: async (db, processId) => {
      const [named] = await db
        .select({ n: countDistinct(endorsements.id) })
        .from(endorsementFlags)
        .innerJoin(endorsements, eq(endorsements.id, endorsementFlags.endorsementId))
        .where(
          and(
            eq(endorsements.processId, processId),
            eq(endorsements.state, "listed"),
            isNull(endorsementFlags.settledAt),
          ),
        );
      return named?.n ?? 0;
    },
  },
];
