import { and, asc, count, eq, ilike, inArray, or, sql } from "drizzle-orm";
import type { z } from "zod";
import { deskOf, processRoles } from "~/features/membership/domain/roles";
import { audit, notices } from "~/features/membership/feature";
import { isLastOrganizer } from "~/features/membership/services/lastOrganizer.server";
import { notify } from "~/features/notices/services/notify.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { removePersonSchema, roleSchema } from "~/features/profile/contracts/parts";
import { shownAddress } from "~/features/workgroups/services/shownAddress.server";
import type { UserId } from "~/kernel/ids";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";
import { takeFrom } from "./leave.server";

const memberOrder = sql`array_position(array[${sql.join(
  processRoles.map((role) => sql`${role}`),
  sql`, `,
)}]::text[], ${processMembers.role})`;

/** Everybody who takes part in a process with all their roles, organizers first; those that a few letters name. */
export async function listPeople(
  { db }: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  asked: { readonly page: number; readonly named: string },
) {
  const wanted = `%${asked.named.replace(/[\\%_]/gu, "\\$&")}%`;
  const here = and(
    eq(processMembers.processId, process.id),
    asked.named === "" ? undefined : or(ilike(users.displayName, wanted), ilike(users.email, wanted)),
  );
  const paged = await pageFrom(
    db
      .select({ people: count() })
      .from(processMembers)
      .innerJoin(users, eq(users.id, processMembers.userId))
      .where(here)
      .then(([row]) => row?.people ?? 0),
    ({ limit, offset }) =>
      db
        .select({
          id: users.id,
          name: users.displayName,
          email: users.email,
          role: processMembers.role,
          joinedAt: processMembers.joinedAt,
        })
        .from(processMembers)
        .innerJoin(users, eq(users.id, processMembers.userId))
        .where(here)
        .orderBy(memberOrder, asc(processMembers.joinedAt), asc(users.id))
        .limit(limit)
        .offset(offset),
    { asked: asked.page },
  );
  const ids = paged.rows.map(({ id }) => id);
  const places = await placesOf(db, process, ids);
  return {
    ...paged,
    rows: paged.rows.map(({ email, ...row }) => ({
      ...row,
      email: shownAddress(email),
      places: places.filter(({ userId }) => userId === row.id).map(({ name, role }) => ({ name, role })),
    })),
  };
}

async function placesOf(db: Db, process: Pick<ProcessRow, "id">, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select({ userId: workgroupMembers.userId, name: workgroups.name, role: workgroupMembers.role })
    .from(workgroupMembers)
    .innerJoin(workgroups, eq(workgroups.id, workgroupMembers.workgroupId))
    .where(and(eq(workgroups.processId, process.id), inArray(workgroupMembers.userId, [...ids])))
    .orderBy(asc(workgroups.position));
}

type RoleInput = z.input<typeof roleSchema>;

/** Gives somebody another role in the process, and tells them, with a word of the organizer. The only organizer stays one (`last_organizer`). */
export async function setRole(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { person, role, words }: RoleInput,
): Promise<Result<undefined, Refusal>> {
  const change: Change = { processId: process.id, actor, action: audit["person.role"], subject: role };
  return changeProcess(deps, change, async (tx) => {
    if (role !== "organizer" && (await isLastOrganizer(tx, { id: person as UserId }, process.id)))
      return fail({ code: "last_organizer" });
    const since = sql`coalesce(${processMembers.organizerSince}, ${deps.now().toISOString()}::timestamptz)`;
    const [changed] = await tx
      .update(processMembers)
      .set({ role, organizerSince: role === "organizer" ? since : null })
      .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, person)))
      .returning({ userId: processMembers.userId });
    if (!changed) return fail({ code: "not_found" });
    if (person !== actor.id)
      await notify(deps, tx, process, [person], {
        kind: notices["role-changed"],
        key: `role-changed ${deps.newId()}`,
        path: `/p/${process.slug}${deskOf[role]}`,
        values: { role },
        by: actor,
        words,
      });
    return ok();
  });
}

/**
 * Removes somebody from a process and its workgroups, and tells them with a word of the organizer. Rolls are frozen as
 * their rounds open: seats in open rounds stay theirs. Not the only organizer (`last_organizer`).
 */
export async function removePerson(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { person, words }: z.infer<typeof removePersonSchema>,
): Promise<Result<undefined, Refusal>> {
  const change: Change = { processId: process.id, actor, action: audit["person.removed"] };
  return changeProcess(deps, change, async (tx) => {
    const [member] = await tx
      .select({ userId: processMembers.userId })
      .from(processMembers)
      .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, person)));
    if (!member) return fail({ code: "not_found" });
    const removed = await takeFrom(deps, tx, {
      personId: person as UserId,
      processId: process.id,
      workgroupId: null,
      isOwnWish: false,
    });
    if (!removed.ok) return removed;
    await notify(deps, tx, process, [person], {
      kind: notices["person-removed"],
      key: `person-removed ${deps.newId()}`,
      path: "/profile/parts",
      values: {},
      by: actor,
      words,
    });
    return ok();
  });
}
