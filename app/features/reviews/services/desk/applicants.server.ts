import { and, asc, count, eq, ne, type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { calledIn } from "~/features/workgroups/services/shownAddress.server";
import { pageFrom } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { reviews, systems } from "~db/schema/reviews";

/** A page of those who offered to review which system, those who wait for an answer first. For organizers alone. */
export async function listApplicants(
  { db }: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  asked: number,
) {
  const where = and(eq(systems.processId, process.id), ne(reviews.state, "withdrawn"));
  const { rows, ...paging } = await pageFrom(
    countApplicants(db, where),
    ({ limit, offset }) => applicantsWhere(db, where).limit(limit).offset(offset),
    { asked, perPage: 20 },
  );
  const called = calledIn(rows.map(({ displayName: name, email }) => ({ name, email })));
  return {
    ...paging,
    rows: rows.map(({ displayName: _, email: __, ...one }, at) => ({ ...one, name: called[at] ?? "" })),
  };
}

async function countApplicants(db: Db, where: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ people: count(reviews.userId) })
    .from(reviews)
    .innerJoin(systems, eq(systems.id, reviews.systemId))
    .where(where);
  return row?.people ?? 0;
}

function applicantsWhere(db: Db, where: SQL | undefined) {
  return db
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
    .where(where)
    .orderBy(sql`${reviews.state} <> 'applied'`, asc(reviews.appliedAt), asc(reviews.id));
}
