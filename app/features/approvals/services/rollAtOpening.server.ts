import { and, count, eq, isNotNull, sql } from "drizzle-orm";
import type { RollCount } from "~/features/approvals/domain/rule";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { RoundId, UserId } from "~/kernel/ids";
import { regionByCountry } from "~/kernel/places/regionOf";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { approvalRolls } from "~db/schema/approvals";
import { processMembers } from "~db/schema/membership";

/**
 * Writes down who can take a position in an approval that opens, with the groups and the region of their profiles, and
 * counts them: exactly, and so private until `publicRoll` rounds it. What people change of themselves afterwards, and
 * accounts made afterwards, decide nothing. Suspended people are among them, since their ballots count.
 */
export async function rollAtOpening(tx: Db, round: RoundRow): Promise<RollCount> {
  const known = (await stakeholderGroupsOf(tx, round.processId)).map(({ key }) => key);
  const groups = sql`array(select distinct named.key from unnest(${users.stakeholderGroups}) as named(key)
    where named.key in (select jsonb_array_elements_text(${JSON.stringify(known)}::jsonb)))`;
  const region = sql`${JSON.stringify(regionByCountry)}::jsonb ->> ${users.country}`;
  await tx.execute(sql`
    insert into ${approvalRolls} (round_id, user_id, groups, region)
    select ${round.id}, ${users.id}, ${groups}, ${region}
    from ${processMembers} join ${users} on ${users.id} = ${processMembers.userId}
    where ${processMembers.processId} = ${round.processId}
      and ${processMembers.joinedAt} <= ${(round.openedAt as Date).toISOString()}`);
  const here = eq(approvalRolls.roundId, round.id);
  const [all] = await tx.select({ count: count() }).from(approvalRolls).where(here);
  const byGroup = await tx
    .select({ key: sql<string>`named.key`, count: count() })
    .from(approvalRolls)
    .crossJoin(sql`unnest(${approvalRolls.groups}) as named(key)`)
    .where(here)
    .groupBy(sql`named.key`);
  const byRegion = await tx
    .select({ key: approvalRolls.region, count: count() })
    .from(approvalRolls)
    .where(and(here, isNotNull(approvalRolls.region)))
    .groupBy(approvalRolls.region);
  const asCounts = (rows: readonly { key: string | null; count: number }[]) =>
    Object.fromEntries(rows.map((one) => [one.key, one.count]));
  return { total: all?.count ?? 0, groups: asCounts(byGroup), regions: asCounts(byRegion) };
}

export type OnRoll = Pick<typeof approvalRolls.$inferSelect, "groups" | "region">;

/** What the roll of an open approval has of a person: the groups and the region in which a position of theirs may count. */
export async function onRollOf(db: Db, roundId: RoundId, userId: UserId): Promise<OnRoll | null> {
  const [row] = await db
    .select({ groups: approvalRolls.groups, region: approvalRolls.region })
    .from(approvalRolls)
    .where(and(eq(approvalRolls.roundId, roundId), eq(approvalRolls.userId, userId)));
  return row ?? null;
}
