import type { HandState } from "~/features/meetings/domain/townhall";
import { ownValue } from "~/kernel/keyed";

/** A hand as it was raised and what came of it; moments in milliseconds. */
export type Hand = {
  readonly id: string;
  readonly userId: string | null;
  readonly speaksAs: string | null;
  readonly state: HandState;
  readonly raisedAt: number;
  readonly calledAt: number | null;
  readonly endedAt: number | null;
};

/** How long a hand's owner has spoken, in milliseconds; who is speaking, until now. */
function spokenFor({ calledAt, endedAt }: Pick<Hand, "calledAt" | "endedAt">, now: number): number {
  return calledAt === null ? 0 : Math.max(0, (endedAt ?? now) - calledAt);
}

/** How long each person has spoken, in milliseconds. */
export function spokenByPerson(hands: readonly Hand[], now: number): ReadonlyMap<string, number> {
  const spoken = new Map<string, number>();
  for (const hand of hands) {
    if (hand.userId === null || hand.calledAt === null) continue;
    spoken.set(hand.userId, (spoken.get(hand.userId) ?? 0) + spokenFor(hand, now));
  }
  return spoken;
}

/**
 * The hands that wait, in the order in which they are called: who has not spoken in this meeting comes
 * first, then who has spoken least; among equals who raised their hand first.
 */
export function orderQueue(hands: readonly Hand[], now: number): readonly Hand[] {
  const spoken = spokenByPerson(hands, now);
  const time = ({ userId }: Hand) => (userId === null ? 0 : (spoken.get(userId) ?? 0));
  const hasSpoken = ({ userId }: Hand) => userId !== null && spoken.has(userId);
  return hands
    .filter(({ state }) => state === "waiting")
    .sort(
      (a, b) =>
        Number(hasSpoken(a)) - Number(hasSpoken(b)) ||
        time(a) - time(b) ||
        a.raisedAt - b.raisedAt ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Speaking time by stakeholder group in milliseconds, under "" for those who did not say. */
export function spokenByGroup(hands: readonly Hand[], now: number): ReadonlyMap<string, number> {
  const spoken = new Map<string, number>();
  for (const hand of hands) {
    if (hand.calledAt === null) continue;
    const group = hand.speaksAs ?? "";
    spoken.set(group, (spoken.get(group) ?? 0) + spokenFor(hand, now));
  }
  return spoken;
}

/** How long each of the groups would have spoken if all had spoken alike, in milliseconds; time of no group is nobody's. */
export function equalShare(spoken: Readonly<Record<string, number>>, groups: readonly string[]): number {
  if (groups.length < 2) return 0;
  return groups.reduce((sum, key) => sum + (ownValue(spoken, key) ?? 0), 0) / groups.length;
}

/** Whole minutes of some milliseconds; what is there at all is at least one. */
export const minutesOf = (milliseconds: number): number =>
  milliseconds <= 0 ? 0 : Math.max(1, Math.round(milliseconds / 60_000));
