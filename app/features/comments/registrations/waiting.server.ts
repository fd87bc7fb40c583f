import { and, countDistinct, eq, isNull } from "drizzle-orm";
import type { Waiting } from "~/platform/waiting";
import { commentFlags, comments } from "~db/schema/comments";

/** Comments that people point out to moderators. */
export const commentsWaiting: readonly Waiting[] = [
  {
    page: "moderation",
    count: async (db, processId) => {
      const [said] = await db
        .select({ n: countDistinct(comments.id) })
        .from(commentFlags)
        .innerJoin(comments, eq(comments.id, commentFlags.commentId))
        .where(and(eq(comments.processId, processId), isNull(commentFlags.settledAt)));
      return said?.n ?? 0;
    },
  },
];
