import { and, countDistinct, eq, isNull } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import { commentFlags, comments } from "~db/schema/comments";
import { endorsementFlags, endorsements } from "~db/schema/endorsements";

/** How many things wait for organizers: endorsements to check, and what people point out to moderators. */
export async function waitingFor(deps: Pick<Deps, "db">, process: ProcessRow) {
  const [unchecked] = await deps.db
    .select({ n: countDistinct(endorsements.id) })
    .from(endorsements)
    .where(and(eq(endorsements.processId, process.id), eq(endorsements.state, "unchecked")));
  const [said] = await deps.db
    .select({ n: countDistinct(comments.id) })
    .from(commentFlags)
    .innerJoin(comments, eq(comments.id, commentFlags.commentId))
    .where(and(eq(comments.processId, process.id), isNull(commentFlags.settledAt)));
  const [named] = await deps.db
    .select({ n: countDistinct(endorsements.id) })
    .from(endorsementFlags)
    .innerJoin(endorsements, eq(endorsements.id, endorsementFlags.endorsementId))
    .where(
      and(
        eq(endorsements.processId, process.id),
        eq(endorsements.state, "listed"),
        isNull(endorsementFlags.settledAt),
      ),
    );
  return { endorsements: unchecked?.n ?? 0, moderation: (said?.n ?? 0) + (named?.n ?? 0) };
}
