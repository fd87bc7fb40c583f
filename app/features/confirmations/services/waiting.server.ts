import { and, asc, eq, inArray } from "drizzle-orm";
import { type Act, actHash, isOfLongStanding } from "~/features/confirmations/domain/confirmed";
import type { ConfirmedAct } from "~/features/confirmations/domain/confirmedActs";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Actor, Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { pendingActs } from "~db/schema/confirmations";
import { type Organizer, organizersOf } from "./organizers.server";

/** A request as the page of its act shows it. */
export type WaitingAct = {
  readonly id: string;
  readonly thing: string;
  readonly isOwn: boolean;
  /** Empty for who shows no name. */
  readonly by: string;
  readonly at: Date;
  readonly until: Date;
  readonly isExpired: boolean;
  readonly form: string;
  readonly hash: string;
};

/** What an act that needs a second organizer is waiting for: who asked, and whether the reader can ask or confirm. */
export type SecondOrganizer = {
  readonly waiting: readonly (Omit<WaitingAct, "hash"> & { readonly fits: boolean })[];
  readonly isNew: boolean;
  readonly hasOthers: boolean;
};

type Looking = { readonly actor: Actor; readonly process: Pick<ProcessRow, "id"> };

/** The acts of one kind that wait for a second organizer, the oldest first, and the organizers. */
export async function waitingActs(
  { db, now }: Pick<Deps, "db" | "now">,
  { actor, process }: Looking,
  act: ConfirmedAct,
  things?: readonly string[],
): Promise<{ readonly waiting: WaitingAct[]; readonly organizers: Organizer[] }> {
  const [rows, organizers] = await Promise.all([
    db
      .select({ pending: pendingActs, name: users.displayName })
      .from(pendingActs)
      .innerJoin(users, eq(users.id, pendingActs.askedBy))
      .where(
        and(
          eq(pendingActs.processId, process.id),
          eq(pendingActs.act, act),
          things && inArray(pendingActs.thing, [...things]),
        ),
      )
      .orderBy(asc(pendingActs.askedAt), asc(pendingActs.thing)),
    organizersOf(db, process),
  ]);
  const waiting = rows
    .filter(({ pending }) => organizers.some(({ id }) => id === pending.askedBy))
    .map(({ pending, name }) => ({
      id: pending.id as string,
      thing: pending.thing,
      isOwn: pending.askedBy === actor.id,
      by: name,
      at: pending.askedAt,
      until: pending.expiresAt,
      isExpired: pending.expiresAt <= now(),
      form: pending.form,
      hash: pending.hash,
    }));
  return { waiting, organizers };
}

/** What an act is waiting for, if it needs a second organizer (`since`); null if one suffices. */
export async function secondOrganizerFor(
  deps: Pick<Deps, "db" | "now">,
  looking: Looking,
  { since, ...act }: Act & { readonly since: Date | null },
): Promise<SecondOrganizer | null> {
  if (!since) return null;
  const { waiting, organizers } = await waitingActs(deps, looking, act.act, [act.thing]);
  return {
    ...standingAmong(organizers, looking.actor, { asked: since, now: deps.now() }),
    waiting: waiting.map(({ hash, ...one }) => ({ ...one, fits: actHash(act, one.form) === hash })),
  };
}

/** Whether somebody has not been an organizer for long enough, and whether anybody else could confirm. */
export function standingAmong(
  organizers: readonly Organizer[],
  actor: Actor,
  when: { readonly asked: Date; readonly now: Date },
): Pick<SecondOrganizer, "isNew" | "hasOthers"> {
  const can = organizers.filter(({ since }) => isOfLongStanding(since, when));
  return {
    isNew: !can.some(({ id }) => id === actor.id),
    hasOthers: can.some(({ id }) => id !== actor.id),
  };
}
