import { and, eq, inArray } from "drizzle-orm";
import { orderQueue, spokenByGroup, spokenByPerson } from "~/features/live/domain/queue";
import { asHand, handsOf } from "~/features/live/services/hands.server";
import type { TownhallId } from "~/kernel/ids";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";

export async function speakersOf(deps: Pick<Deps, "now">, db: Db, id: TownhallId) {
  const rows = await handsOf(db, id);
  const all = rows.map(asHand);
  const isOver = all.every(({ state }) => state !== "waiting" && state !== "speaking");
  const now = (isOver ? nowAgainst(deps) : deps.now()).getTime();
  const spoken = spokenByPerson(
    all.filter(({ state }) => state !== "speaking"),
    now,
  );
  const people = rows.flatMap(({ userId }) => (userId ? [userId] : []));
  const names = new Map<string, string>();
  if (people.length > 0) {
    const shown = await db
      .select({ id: users.id, name: users.displayName })
      .from(users)
      .where(and(inArray(users.id, [...new Set(people)]), eq(users.showsName, true)));
    for (const { id: userId, name } of shown) names.set(userId, name);
  }
  const about = new Map(rows.map((row) => [row.id as string, row.about]));
  const view = (hand: (typeof all)[number]) => ({
    id: hand.id,
    name: (hand.userId && names.get(hand.userId)) || null,
    speaksAs: hand.speaksAs,
    about: about.get(hand.id) ?? "",
    /** Milliseconds spoken before this turn; null if it is their first. */
    spoken: hand.userId ? (spoken.get(hand.userId) ?? null) : null,
  });
  const speaking = all.find(({ state }) => state === "speaking");
  return {
    speaking: speaking
      ? { ...view(speaking), since: new Date(speaking.calledAt as number).toISOString() }
      : null,
    queue: orderQueue(all, now).map(view),
    /** Milliseconds by group of the turns that are over. */
    spoken: Object.fromEntries(
      spokenByGroup(
        all.filter(({ state }) => state !== "speaking"),
        now,
      ),
    ),
  };
}
