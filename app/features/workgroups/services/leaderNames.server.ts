import { and, eq, inArray, ne, or } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { isRoleName } from "~/kernel/text/roleNames";
import { skeletons } from "~/kernel/text/skeleton";
import type { Actor } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

/** Organizers, moderators and facilitators of a process: its people trust what is said under their names. */
async function leadersOf(tx: Db, processId: ProcessId) {
  const facilitators = tx
    .select({ userId: workgroupMembers.userId })
    .from(workgroupMembers)
    .innerJoin(workgroups, eq(workgroups.id, workgroupMembers.workgroupId))
    .where(and(eq(workgroups.processId, processId), eq(workgroupMembers.role, "facilitator")));
  const leading = tx
    .select({ userId: processMembers.userId })
    .from(processMembers)
    .where(and(eq(processMembers.processId, processId), ne(processMembers.role, "participant")));
  return tx
    .select({ id: users.id, email: users.email, displayName: users.displayName })
    .from(users)
    .where(or(inArray(users.id, leading), inArray(users.id, facilitators)));
}

type Named = { readonly email: string; readonly name: string };
type Misleading = { readonly name: string; readonly why: "role" | "leader" };

/**
 * The first of some names that could be taken for a role here, or for one of the process's organizers, moderators and facilitators, if there
 * is one. These may be called what they are called, and so may others whom they share a name with, with something added.
 */
export async function misleadingName(
  tx: Db,
  processId: ProcessId,
  people: readonly Named[],
): Promise<Misleading | null> {
  const named = people.filter(({ name }) => name !== "");
  if (named.length === 0) return null;
  const role = named.find(({ name }) => isRoleName(name));
  if (role) return { name: role.name, why: "role" };
  const leaders = await leadersOf(tx, processId);
  const addresses = new Set(leaders.map(({ email }) => email));
  const taken = new Set(leaders.flatMap(({ displayName }) => skeletons(displayName)));
  const like = named.find(
    ({ email, name }) => !addresses.has(email) && skeletons(name).some((one) => taken.has(one)),
  );
  return like ? { name: like.name, why: "leader" } : null;
}

/** Refuses that somebody begins to take part under a name by which they could be taken for those who run the process. */
export async function mayBeCalled(
  tx: Db,
  processId: ProcessId,
  person: Named,
): Promise<Result<undefined, Refusal>> {
  const misleads = await misleadingName(tx, processId, [person]);
  return misleads ? fail({ code: "name_misleads" }) : ok();
}

type Names = { readonly displayName: string; readonly affiliation: string };

/**
 * The same for names that somebody gives themselves, in all processes that they take part in. What they were called before stays
 * theirs: somebody of the same name may have come later.
 */
export async function mayCallThemselves(
  tx: Db,
  person: Pick<Actor, "id" | "email">,
  now: Names,
  before: Names,
): Promise<Result<undefined, Refusal>> {
  const refuse = (field: keyof Names, key: string) => fail({ code: "invalid", fields: { [field]: key } });
  if (now.affiliation !== before.affiliation && isRoleName(now.affiliation))
    return refuse("affiliation", "errors:field.roleName");
  if (now.displayName === before.displayName) return ok();
  if (isRoleName(now.displayName)) return refuse("displayName", "errors:field.roleName");
  const places = await tx
    .select({ processId: processMembers.processId })
    .from(processMembers)
    .where(eq(processMembers.userId, person.id));
  for (const { processId } of places) {
    const misleads = await misleadingName(tx, processId, [{ email: person.email, name: now.displayName }]);
    if (misleads) return refuse("displayName", "errors:field.leaderName");
  }
  return ok();
}
