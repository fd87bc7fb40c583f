import { and, eq, inArray } from "drizzle-orm";
import { minutesOf, spokenByGroup } from "~/features/live/domain/queue";
import { attendanceOf, recordedFor } from "~/features/processes/services/recordedFigures.server";
import { roundedToFive } from "~/kernel/figures/roundedToFive";
import type { TownhallId } from "~/kernel/ids";
import { addTo } from "~/kernel/keyed";
import { regionOf } from "~/kernel/places/regionOf";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { attendance, hands } from "~db/schema/live";
import { type Attended, attendedIn } from "./attended.server";
import { asHand } from "./hands.server";

/** Who took part in a meeting: people by group and region as far as it may be shown, and speaking time. */
export type TakingPart = Attended & {
  /** Milliseconds by group, in whole minutes, under "" for those who did not say. */
  readonly spoken: Readonly<Record<string, number>>;
  /** Milliseconds by region, in whole minutes; empty if only few people from one of them spoke. */
  readonly spokenRegions: Readonly<Record<string, number>>;
};

/** Who took part in each of some meetings. */
export async function takingPartIn(
  deps: Pick<Deps, "db" | "now">,
  ids: readonly TownhallId[],
): Promise<ReadonlyMap<TownhallId, TakingPart>> {
  if (ids.length === 0) return new Map();
  const [attended, spoke, recorded] = await Promise.all([
    attendedIn(deps.db, ids),
    spokenIn(deps.db, ids),
    recordedFor(deps.db, ids.map(attendanceOf)),
  ]);
  // A turn that goes on lasts until now; where all are over, the page stays as it is.
  const goesOn = spoke.some(({ hand }) => hand.calledAt !== null && hand.endedAt === null);
  const now = (goesOn ? deps.now() : nowAgainst(deps)).getTime();
  return new Map(
    ids.map((id) => {
      const known = recorded.get(attendanceOf(id));
      if (known) return [id, known as TakingPart];
      const turns = spoke.filter(({ hand }) => hand.townhallId === id);
      const spoken = spokenByGroup(
        turns.map(({ hand }) => asHand(hand)),
        now,
      );
      return [
        id,
        {
          ...(attended.get(id) as Attended),
          spoken: inMinutes(spoken),
          spokenRegions: timeByRegion(turns, now),
        },
      ];
    }),
  );
}

function spokenIn(db: Db, ids: readonly TownhallId[]) {
  return db
    .select({ hand: hands, country: attendance.country })
    .from(hands)
    .leftJoin(
      attendance,
      and(eq(attendance.townhallId, hands.townhallId), eq(attendance.userId, hands.userId)),
    )
    .where(inArray(hands.townhallId, [...ids]));
}

/**
 * Speaking time by the region from which people came to the meeting; none if only few people from one of them spoke. The
 * total speaking time is known, so one region's time could be worked out from the others', and naming a
 * region of few people would reveal that somebody is from there.
 */
function timeByRegion(turns: Awaited<ReturnType<typeof spokenIn>>, now: number) {
  const speakers: Record<string, Set<string>> = {};
  const time: Record<string, number> = {};
  for (const { hand, country } of turns) {
    const region = regionOf(country ?? "");
    if (!region || !hand.userId || !hand.calledAt) continue;
    speakers[region] = (speakers[region] ?? new Set()).add(hand.userId);
    addTo(time, region, (hand.endedAt?.getTime() ?? now) - hand.calledAt.getTime());
  }
  const isShown = Object.values(speakers).every((people) => roundedToFive(people.size) !== null);
  return isShown ? inMinutes(Object.entries(time)) : {};
}

/**
 * Times to the minute, in milliseconds. Those who were at a meeting know how long each turn was: from exact sums they
 * could tell whose turns make up a sum, and so where each speaker is from.
 */
function inMinutes(times: Iterable<readonly [string, number]>): Record<string, number> {
  return Object.fromEntries([...times].map(([key, spent]) => [key, minutesOf(spent) * 60_000]));
}
