import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { isOfLongStanding } from "~/features/confirmations/domain/confirmed";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";

export type Organizer = { readonly id: string; readonly name: string; readonly since: Date };

/** The organizers of a process who can act now, the longest-serving first. */
export async function organizersOf(db: Db, process: Pick<ProcessRow, "id">): Promise<Organizer[]> {
  const rows = await db
    .select({ id: users.id, name: users.displayName, since: processMembers.organizerSince })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(
      and(
        eq(processMembers.processId, process.id),
        eq(processMembers.role, "organizer"),
        isNotNull(processMembers.organizerSince),
        isNull(users.suspendedAt),
      ),
    )
    .orderBy(asc(processMembers.organizerSince), asc(users.id));
  return rows.flatMap(({ since, ...one }) => (since ? [{ ...one, since }] : []));
}

/** Those of them who may ask another to confirm an act, or confirm one. */
export async function confirmersOf(
  db: Db,
  process: Pick<ProcessRow, "id">,
  when: { readonly asked: Date; readonly now: Date },
): Promise<Organizer[]> {
  return (await organizersOf(db, process)).filter(({ since }) => isOfLongStanding(since, when));
}
