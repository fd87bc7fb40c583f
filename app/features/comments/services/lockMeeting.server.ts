import type { SQL } from "drizzle-orm";
import { lockTownhall } from "~/features/meetings/services/findTownhall.server";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";

/**
 * Locks the townhall at which a comment was said, if it was at one. Whoever locks the comment and tells
 * the room of it does this first, as acts in the room do: else they could wait for one another.
 */
export async function lockTownhallOf(tx: Db, comment: SQL | undefined): Promise<void> {
  const [said] = await tx.select({ townhallId: comments.townhallId }).from(comments).where(comment);
  if (said?.townhallId) await lockTownhall(tx, said.townhallId);
}
