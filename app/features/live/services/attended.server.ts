import { inArray, sql } from "drizzle-orm";
import { roundedToFive, type Shown } from "~/kernel/figures/roundedToFive";
import type { TownhallId } from "~/kernel/ids";
import { regionOf } from "~/kernel/places/regionOf";
import { type Db, rowsOf } from "~db/client";
import { attendanceSums } from "~db/schema/live";

/** Who came to a meeting so far, as it may be shown. */
export type Attended = {
  readonly people: number;
  /** Every stakeholder group of the process, even if nobody came; other groups are not named. */
  readonly groups: Readonly<Record<string, Shown>>;
  /** Regions of ten people and more. */
  readonly regions: Readonly<Record<string, number>>;
};

/**
 * Who came to each of some meetings: how many exactly, and by group and region of the first of them that make whole
 * tens, live and afterwards alike. Even somebody who watches all the time sees figures move only with every tenth arrival, so
 * that nobody's arrival tells what they are. The database keeps the sums as people come (`attendance_sums`).
 */
export async function attendedIn(
  db: Db,
  ids: readonly TownhallId[],
): Promise<ReadonlyMap<TownhallId, Attended>> {
  if (ids.length === 0) return new Map();
  const [sums, groups] = await Promise.all([
    db
      .select()
      .from(attendanceSums)
      .where(inArray(attendanceSums.townhallId, [...ids])),
    groupsOf(db, ids),
  ]);
  return new Map(
    ids.map((id) => {
      const its = sums.filter((sum) => sum.townhallId === id);
      const byGroup = new Map(its.filter(({ kind }) => kind === "group").map((sum) => [sum.key, sum.people]));
      const regions = [...byRegion(its.filter(({ kind }) => kind === "country"))].flatMap(
        ([region, count]) => {
          const shown = roundedToFive(count);
          return shown === null ? [] : [[region, shown] as const];
        },
      );
      return [
        id,
        {
          people: its.find(({ kind }) => kind === "people")?.people ?? 0,
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

function byRegion(countries: readonly { readonly key: string; readonly people: number }[]) {
  const counts = new Map<string, number>();
  for (const { key, people } of countries) {
    const region = regionOf(key);
    if (region) counts.set(region, (counts.get(region) ?? 0) + people);
  }
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
