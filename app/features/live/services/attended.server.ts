import { asc, inArray, sql } from "drizzle-orm";
import { roundedToFive, type Shown, wholeTens } from "~/kernel/figures/roundedToFive";
import type { TownhallId } from "~/kernel/ids";
import { regionOf } from "~/kernel/places/regionOf";
import { type Db, rowsOf } from "~db/client";
import { attendance } from "~db/schema/live";

/** Who came to a meeting so far, as it may be shown. */
export type Attended = {
  readonly people: number;
  /** Every stakeholder group of the process, also those of nobody; other groups are not named. */
  readonly groups: Readonly<Record<string, Shown>>;
  /** Regions of ten people and more. */
  readonly regions: Readonly<Record<string, number>>;
};

/**
 * Who came to each of some meetings: how many exactly, and by group and region of the first of them that make whole
 * tens (`wholeTens`), live and afterwards alike. Whoever looks at each moment sees figures move with every
 * tenth arrival only.
 */
export async function attendedIn(
  db: Db,
  ids: readonly TownhallId[],
): Promise<ReadonlyMap<TownhallId, Attended>> {
  if (ids.length === 0) return new Map();
  const [rows, groups] = await Promise.all([
    db
      .select({ id: attendance.townhallId, groups: attendance.groups, country: attendance.country })
      .from(attendance)
      .where(inArray(attendance.townhallId, [...ids]))
      .orderBy(asc(attendance.at), asc(attendance.userId)),
    groupsOf(db, ids),
  ]);
  return new Map(
    ids.map((id) => {
      const arrivals = rows.filter((row) => row.id === id);
      const counted = wholeTens(arrivals);
      const byGroup = countedBy(counted.flatMap((one) => one.groups));
      const byRegion = countedBy(counted.flatMap(({ country }) => regionOf(country) ?? []));
      const regions = [...byRegion].flatMap(([region, count]) => {
        const shown = roundedToFive(count);
        return shown === null ? [] : [[region, shown] as const];
      });
      return [
        id,
        {
          people: arrivals.length,
          groups: Object.fromEntries(
            groups
              .filter((one) => one.id === id)
              .map(({ key }) => [key, roundedToFive(byGroup.get(key) ?? 0)]),
          ),
          regions: Object.fromEntries(regions),
        },
      ];
    }),
  );
}

function countedBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The stakeholder groups of the processes whose meetings these are. */
function groupsOf(db: Db, ids: readonly TownhallId[]) {
  return rowsOf<{ id: TownhallId; key: string }>(
    db,
    sql`select t.id, g.key from townhalls t join stakeholder_groups g on g.process_id = t.process_id
      where t.id in ${[...ids]} order by g.position`,
  );
}
