import { eq, inArray } from "drizzle-orm";
import type { TownhallId } from "~/domain/ids";
import { regionOf } from "~/domain/regionOf";
import { eachInFives, inFives } from "~/domain/representation/figures";
import { minutesOf, spokenByGroup } from "~/domain/townhalls/queue";
import type { Deps } from "~/services/deps";
import type { Db } from "~db/client";
import { attendance, hands, users } from "~db/schema";
import { asHand } from "./hands.server";
import { attendanceOf, recordedFor } from "./recordedFigures.server";

/** Who took part in a meeting: people by group and region as far as it may be shown, and speaking time. */
export type TakingPart = {
  readonly people: number;
  readonly groups: Readonly<Record<string, number | null>>;
  readonly regions: Readonly<Record<string, number | null>>;
  /** Milliseconds by group, in whole minutes, under "" for those who did not say. */
  readonly spoken: Readonly<Record<string, number>>;
  /** Milliseconds by region, in whole minutes, of those who spoke; null where few from there did. */
  readonly spokenRegions: Readonly<Record<string, number | null>>;
};

/** Who took part in each of some meetings. */
export async function takingPartIn(
  deps: Pick<Deps, "db" | "now">,
  ids: readonly TownhallId[],
): Promise<ReadonlyMap<TownhallId, TakingPart>> {
  if (ids.length === 0) return new Map();
  const attended = await deps.db
    .select()
    .from(attendance)
    .where(inArray(attendance.townhallId, [...ids]));
  const spoke = await spokenIn(deps.db, ids);
  const recorded = await recordedFor(deps.db, ids.map(attendanceOf));
  const now = deps.now().getTime();
  return new Map(
    ids.map((id) => {
      const known = recorded.get(attendanceOf(id));
      if (known) return [id, known as TakingPart];
      const people = attended.filter(({ townhallId }) => townhallId === id);
      const groups: Record<string, number> = {};
      const regions: Record<string, number> = {};
      for (const { groups: own, country } of people) {
        for (const group of own) add(groups, group, 1);
        const region = regionOf(country);
        if (region) add(regions, region, 1);
      }
      const turns = spoke.filter(({ hand }) => hand.townhallId === id);
      return [
        id,
        {
          people: people.length,
          groups: eachInFives(groups),
          regions: eachInFives(regions),
          spoken: inMinutes(
            spokenByGroup(
              turns.map(({ hand }) => asHand(hand)),
              now,
            ),
          ),
          spokenRegions: timeByRegion(turns, now),
        },
      ];
    }),
  );
}

function spokenIn(db: Db, ids: readonly TownhallId[]) {
  return db
    .select({ hand: hands, country: users.country })
    .from(hands)
    .leftJoin(users, eq(users.id, hands.userId))
    .where(inArray(hands.townhallId, [...ids]));
}

/**
 * Speaking time by region, or null for all of them where few from one of them spoke: how long everyone spoke
 * together is known, so that one region's time could be told from the others'.
 */
function timeByRegion(turns: Awaited<ReturnType<typeof spokenIn>>, now: number) {
  const speakers: Record<string, Set<string>> = {};
  const time: Record<string, number> = {};
  for (const { hand, country } of turns) {
    const region = regionOf(country ?? "");
    if (!region || !hand.userId || !hand.calledAt) continue;
    speakers[region] = (speakers[region] ?? new Set()).add(hand.userId);
    add(time, region, (hand.endedAt?.getTime() ?? now) - hand.calledAt.getTime());
  }
  const isShown = Object.values(speakers).every((people) => inFives(people.size) !== null);
  const shown = inMinutes(Object.entries(time));
  return Object.fromEntries(
    Object.keys(time).map((region) => [region, isShown ? (shown[region] ?? 0) : null]),
  );
}

/**
 * Times to the minute, in milliseconds. Who was at a meeting knows how long each turn was: of exact sums they
 * could tell whose turns make one up, and so where each speaker is from.
 */
function inMinutes(times: Iterable<readonly [string, number]>): Record<string, number> {
  return Object.fromEntries([...times].map(([key, spent]) => [key, minutesOf(spent) * 60_000]));
}

function add(sums: Record<string, number>, key: string, value: number): void {
  sums[key] = (sums[key] ?? 0) + value;
}
