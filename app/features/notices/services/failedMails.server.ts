import { and, desc, eq, gte, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { notices } from "~db/schema/notices";

const days = 24 * 60 * 60 * 1000;

/**
 * Who of a process could not be told by mail in the last thirty days, how many mails that were, and what the mail server
 * last answered. The newest first, for organizers.
 */
export function failedMails(deps: Pick<Deps, "db" | "now">, process: Pick<ProcessRow, "id">) {
  const newest = sql<string>`max(${notices.mailAfter})`;
  return deps.db
    .select({
      name: users.displayName,
      email: users.email,
      count: sql<number>`count(*)::int`,
      refusal: sql<string>`(array_agg(${notices.refusal} order by ${notices.mailAfter} desc))[1]`,
      at: sql<string>`to_char(${newest} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    })
    .from(notices)
    .innerJoin(users, eq(users.id, notices.userId))
    .where(
      and(
        eq(notices.processId, process.id),
        eq(notices.mail, "failed"),
        gte(notices.mailAfter, new Date(deps.now().getTime() - 30 * days)),
      ),
    )
    .groupBy(users.id)
    .orderBy(desc(newest))
    .limit(100);
}
