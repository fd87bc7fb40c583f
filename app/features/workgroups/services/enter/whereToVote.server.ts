import { and, asc, desc, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Actor, Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";
import { rounds, seats } from "~db/schema/rounds";

/**
 * The page on which somebody who has just come to a process can vote: the ballot of an open round in which they have a seat, else
 * an open public round; null where there is neither. Of several the one that ends first.
 */
export async function whereToVote(
  { db }: Pick<Deps, "db">,
  actor: Pick<Actor, "id">,
  slug: string,
): Promise<string | null> {
  const [found] = await db
    .select({ number: rounds.number, seat: seats.id })
    .from(rounds)
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .leftJoin(seats, and(eq(seats.roundId, rounds.id), eq(seats.userId, actor.id), isNull(seats.givenUpAt)))
    .where(
      and(
        eq(processes.slug, slug),
        eq(rounds.kind, "components"),
        eq(rounds.state, "open"),
        or(isNull(rounds.closesAt), gt(rounds.closesAt, sql`clock_timestamp()`)),
        or(isNotNull(seats.id), isNull(rounds.workgroupId)),
      ),
    )
    .orderBy(desc(sql`${seats.id} is not null`), sql`${rounds.closesAt} nulls last`, asc(rounds.number))
    .limit(1);
  if (!found) return null;
  return `/p/${slug}/rounds/${found.number}${found.seat ? "/ballot" : ""}`;
}
