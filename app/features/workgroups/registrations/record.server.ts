import { sql } from "drizzle-orm";
import {
  derived,
  exported,
  inLanguages,
  momentOf,
  ofProcess,
  personAsKey,
  type RecordRegistration,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import { processes } from "~db/schema/processes";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

export const workgroupsRecord = {
  tables: [
    recordTable("workgroups", workgroups, {
      about: "A group that examines a system and votes.",
      key: ["id"],
      rows: ofProcess(workgroups.processId),
      columns: {
        id: exported,
        processId: exported,
        key: exported,
        name: exported,
        system: exported,
        maker: exported,
        charter: inLanguages,
        position: exported,
      },
    }),
    recordTable("workgroup-members", workgroupMembers, {
      about: "Who is in a workgroup.",
      key: ["workgroupId", "userId"],
      rows: ({ processId }) =>
        sql`${workgroupMembers.workgroupId} in (select ${workgroups.id} from ${workgroups} where ${workgroups.processId} = ${processId})`,
      columns: {
        workgroupId: exported,
        userId: personAsKey,
        role: exported,
        affiliated: withheld(
          "beside the marks of the roll it could name a ballot; how many are is in the figures",
        ),
        joinedAt: derived(
          sql`(select ${momentOf(processes.createdAt)} from ${processes} join ${workgroups} on ${workgroups.processId} = ${processes.id} where ${workgroups.id} = ${workgroupMembers.workgroupId})`,
          "when the process began: when somebody came is theirs",
        ),
      },
    }),
  ],
  withheld: {
    invitations: "addresses",
  },
} satisfies RecordRegistration;
