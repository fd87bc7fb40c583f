import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { reviews, systems } from "~db/schema/reviews";

/** Who offered to review which system, those who wait for an answer first. For organizers alone. */
export async function listApplicants(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">) {
  const rows = await deps.db
    .select({
      id: reviews.id,
      state: reviews.state,
      affiliated: reviews.affiliated,
      motivation: reviews.motivation,
      appliedAt: reviews.appliedAt,
      system: systems.name,
      displayName: users.displayName,
      email: users.email,
    })
    .from(reviews)
    .innerJoin(systems, eq(systems.id, reviews.systemId))
    .innerJoin(users, eq(users.id, reviews.userId))
    .where(and(eq(systems.processId, process.id), ne(reviews.state, "withdrawn")))
    .orderBy(sql`${reviews.state} <> 'applied'`, asc(reviews.appliedAt), asc(reviews.id));
  return rows.map(({ displayName, email, ...one }) => ({ ...one, name: displayName || email }));
}
