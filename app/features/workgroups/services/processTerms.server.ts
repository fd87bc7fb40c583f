import { criteriaOf, milestonesOf, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { workgroupsOf } from "./read.server";

/** What a process works with, as nearly all of its pages name some of it. */
export async function processTerms({ db }: Pick<Deps, "db">, id: ProcessId) {
  const [groups, criteria, milestones, workgroups] = await Promise.all([
    stakeholderGroupsOf(db, id),
    criteriaOf(db, id),
    milestonesOf(db, id),
    workgroupsOf(db, id),
  ]);
  return { groups, criteria, milestones, workgroups };
}
