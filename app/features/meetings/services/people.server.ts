import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { DraftId } from "~/kernel/ids";
import type { Actor, Deps, Translate } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

/** The label of the draft under discussion; null for none. */
export async function labelOfDraft(deps: Pick<Deps, "db">, id: DraftId | null): Promise<string | null> {
  if (!id) return null;
  const [row] = await deps.db.select({ label: drafts.label }).from(drafts).where(eq(drafts.id, id));
  return row?.label ?? null;
}

/** To whom a meeting can be handed over: organizers and facilitators other than who asks. */
export async function possibleHosts(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  t: Translate,
  asking: Pick<Actor, "id">,
) {
  const facilitators = deps.db
    .select({ id: workgroupMembers.userId })
    .from(workgroupMembers)
    .innerJoin(workgroups, eq(workgroups.id, workgroupMembers.workgroupId))
    .where(and(eq(workgroups.processId, process.id), eq(workgroupMembers.role, "facilitator")));
  const rows = await deps.db
    .select({ id: users.id, name: users.displayName, role: processMembers.role })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(
      and(
        eq(processMembers.processId, process.id),
        or(eq(processMembers.role, "organizer"), inArray(users.id, facilitators)),
      ),
    )
    .orderBy(asc(users.displayName));
  return rows
    .filter(({ id }) => id !== asking.id)
    .map(({ id, name, role }) => ({
      id,
      name: name || t(role === "organizer" ? "meetings:author.organizer" : "meetings:facilitator"),
    }));
}
