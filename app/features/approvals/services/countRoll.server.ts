import { and, count, eq, lte, sql } from "drizzle-orm";
import { leastShownPositions } from "~/features/approvals/domain/least";
import { type Placed, placedIn } from "~/features/approvals/domain/position";
import type { RollCount } from "~/features/approvals/domain/rule";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { LogBallot } from "~/features/rounds/domain/verify";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { upInFives } from "~/kernel/figures/roundedToFive";
import { addTo, ownValue } from "~/kernel/keyed";
import { regionOf } from "~/kernel/places/regionOf";
import { regions } from "~/kernel/places/regions";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { seats } from "~db/schema/rounds";

type Counts = Record<string, number>;

/**
 * Who could take a position in an approval of version 1 that opened before its roll was counted then, by the groups and
 * the region of their profiles: exact, and so private until `publicRoll` rounds it.
 */
export async function countEligible(tx: Db, round: RoundRow): Promise<RollCount> {
  const eligible = and(
    eq(processMembers.processId, round.processId),
    lte(processMembers.joinedAt, round.openedAt as Date),
  );
  const [all] = await tx.select({ count: count() }).from(processMembers).where(eligible);
  const byGroup = await tx
    .select({ key: sql<string>`named.key`, count: count() })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .crossJoin(sql`unnest(${users.stakeholderGroups}) as named(key)`)
    .where(eligible)
    .groupBy(sql`named.key`);
  const byCountry = await tx
    .select({ country: users.country, count: count() })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(eligible)
    .groupBy(users.country);
  const byRegion: Counts = {};
  for (const { country, count: here } of byCountry) add(byRegion, regionOf(country), here);
  const known = new Set((await stakeholderGroupsOf(tx, round.processId)).map(({ key }) => key));
  const named = byGroup.filter(({ key }) => known.has(key));
  return {
    total: all?.count ?? 0,
    groups: Object.fromEntries(named.map((one) => [one.key, one.count])),
    regions: byRegion,
  };
}

/**
 * How many people of each group and region could have taken part in an approval of version 1, as it is published: those counted at the opening and those whose position counts there though their profile does not say it, rounded
 * up to fives. Never below five, also where there is nobody, so that it does not tell whether there is anyone.
 */
export async function publicRoll(
  tx: Db,
  round: RoundRow,
  eligible: RollCount,
  ballots: readonly LogBallot[],
): Promise<RollCount> {
  const rows = await tx
    .select({ voter: seats.voter, groups: users.stakeholderGroups, country: users.country })
    .from(seats)
    .innerJoin(users, eq(users.id, seats.userId))
    .where(eq(seats.roundId, round.id));
  const profiles = new Map(rows.map(({ voter, ...profile }) => [voter, profile]));
  const taken: Placed[] = [];
  const groups: Counts = { ...eligible.groups };
  const inRegions: Counts = { ...eligible.regions };
  for (const { voter, choices } of ballots) {
    const placed = placedIn(choices);
    if (!placed) continue;
    taken.push(placed);
    const profile = profiles.get(voter);
    for (const key of placed.groups) if (!profile?.groups.includes(key)) add(groups, key, 1);
    if (regionOf(profile?.country ?? "") !== placed.region) add(inRegions, placed.region, 1);
  }
  // Who changed their profile since the opening may be missing; who took a position never is.
  const shown = (people: number, positions: number) =>
    upInFives(Math.max(people, positions, leastShownPositions));
  const known = (await stakeholderGroupsOf(tx, round.processId)).map(({ key }) => key);
  const takenIn = (isThere: (placed: Placed) => boolean) => taken.filter(isThere).length;
  return {
    total: shown(eligible.total, taken.length),
    groups: Object.fromEntries(
      known.map((key) => [
        key,
        shown(
          ownValue(groups, key) ?? 0,
          takenIn((one) => one.groups.includes(key)),
        ),
      ]),
    ),
    regions: Object.fromEntries(
      regions.map((key) => [
        key,
        shown(
          inRegions[key] ?? 0,
          takenIn(({ region }) => region === key),
        ),
      ]),
    ),
  };
}

function add(counts: Counts, key: string | null, people: number): void {
  if (key !== null) addTo(counts, key, people);
}
