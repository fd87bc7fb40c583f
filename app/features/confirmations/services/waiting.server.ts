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

/** How the second organizer of an act stands: who asked, and whether whoever looks can ask or confirm. */
export type SecondOrganizer = {
  readonly waiting: readonly (Omit<WaitingAct, "hash"> & { readonly fits: boolean })[];
  readonly isNew: boolean;
  readonly hasOthers: boolean;
};

type Looking = { readonly actor: Actor; readonly process: Pick<ProcessRow, "id"> };

/** What waits for a second organizer of one kind, the oldest first, and the organizers. */
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
      .orderBy(asc(pendingActs.askedAt)),
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

/** How an act stands about a second organizer; null where one suffices (`since`). */
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

/** Whether somebody is an organizer too shortly, and whether anybody else could confirm. */
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
