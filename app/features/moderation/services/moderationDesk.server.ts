import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { pageWithTotals } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { commentFlags, comments } from "~db/schema/comments";
import { restraints } from "~db/schema/membership";

/** Words to look at may be long. */
const perPage = 20;

/** Which page of each list a moderator asks for. */
type AskedFor = { readonly flagged: number; readonly hidden: number; readonly restrained: number };

/** What moderators have to look at, each list by its page: flagged comments, hidden ones, and people under restraint. */
export async function moderationDesk({ db }: Pick<Deps, "db">, process: ProcessRow, asked: AskedFor) {
  const isFlagged = and(eq(comments.processId, process.id), isNull(commentFlags.settledAt));
  const isHidden = and(eq(comments.processId, process.id), isNotNull(comments.hiddenAt));
  const isRestrained = eq(restraints.processId, process.id);
  const total = sql<number>`(count(*) over ())::int`;
  const said = { total, id: comments.id, body: comments.body, language: comments.language };
  const [flagged, hidden, restrained] = await Promise.all([
    pageWithTotals(
      ({ limit, offset }) =>
        db
          .select({ ...said, reason: commentFlags.reason, at: commentFlags.at })
          .from(commentFlags)
          .innerJoin(comments, eq(comments.id, commentFlags.commentId))
          .where(isFlagged)
          .orderBy(desc(commentFlags.at), desc(comments.id))
          .limit(limit)
          .offset(offset),
      { asked: asked.flagged, perPage },
    ),
    pageWithTotals(
      ({ limit, offset }) =>
        db
          .select({ ...said, reason: comments.hiddenReason, at: comments.hiddenAt })
          .from(comments)
          .where(isHidden)
          .orderBy(desc(comments.hiddenAt), desc(comments.id))
          .limit(limit)
          .offset(offset),
      { asked: asked.hidden, perPage },
    ),
    pageWithTotals(
      ({ limit, offset }) =>
        db
          .select({
            total,
            address: restraints.address,
            kind: restraints.kind,
            until: restraints.until,
            name: users.displayName,
            email: users.email,
          })
          .from(restraints)
          .leftJoin(users, eq(users.id, restraints.userId))
          .where(isRestrained)
          .orderBy(restraints.address)
          .limit(limit)
          .offset(offset),
      { asked: asked.restrained, perPage },
    ),
  ]);
  return { flagged, hidden, restrained };
}
