import { eq, inArray } from "drizzle-orm";
import type { OwnData } from "~/platform/registrations";
import { comments, commentVersions } from "~db/schema/comments";

export const commentsOwnData = {
  rows: {
    comment_versions: (db, { id }) =>
      db
        .select()
        .from(commentVersions)
        .where(
          inArray(
            commentVersions.commentId,
            db.select({ id: comments.id }).from(comments).where(eq(comments.authorId, id)),
          ),
        ),
  },
  words: { "dispositions.decided_by": ["reason"] },
} satisfies OwnData;
