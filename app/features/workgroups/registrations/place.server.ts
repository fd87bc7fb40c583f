import { and, eq } from "drizzle-orm";
import { inProcess, isTheirs } from "~/features/membership/registrations/place.server";
import { within } from "~/http/place.server";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

/** In a workgroup of a process. */
export const inWorkgroup = within(inProcess, {
  params: ["workgroup"],
  find: async (asked) => {
    const { deps, params, process, standing } = asked;
    const [found] = await deps.db
      .select({ workgroup: workgroups, role: workgroupMembers.role })
      .from(workgroups)
      .leftJoin(
        workgroupMembers,
        and(eq(workgroupMembers.workgroupId, workgroups.id), isTheirs(workgroupMembers.userId, asked)),
      )
      .where(and(eq(workgroups.processId, process.id), eq(workgroups.key, params.workgroup ?? "")));
    return found
      ? { workgroup: found.workgroup, standing: { ...standing, workgroupRole: found.role } }
      : null;
  },
});
