import { sql } from "drizzle-orm";
import { derived, exported, type RecordRegistration, recordTable } from "~/platform/recordTable";
import { drafts } from "~db/schema/drafts";
import { checklists, compilations } from "~db/schema/results";

/** The checklist of a version that is out, or one that waits for its version and answers published votes. */
const isPublicChecklist = sql`(exists (select 1 from ${drafts} where ${drafts.checklistId} = ${checklists.id}
    and ${drafts.state} <> 'working')
  or (not exists (select 1 from ${drafts} where ${drafts.checklistId} = ${checklists.id})
    and exists (select 1 from ${compilations} where ${compilations.id} = ${checklists.compilationId}
      and ${compilations.publishedAt} is not null)))`;

export const checklistsRecord = {
  tables: [
    recordTable("checklists", checklists, {
      about: "Which components a version of the definition requires, and why where the votes say otherwise.",
      key: ["id"],
      rows: ({ processId }) => sql`${checklists.processId} = ${processId} and ${isPublicChecklist}`,
      columns: {
        id: exported,
        processId: exported,
        compilationId: derived(
          sql`(select ${compilations.id} from ${compilations} where ${compilations.id} = ${checklists.compilationId} and ${compilations.publishedAt} is not null)`,
          "null while the result is not published",
        ),
        number: exported,
        draftLabel: exported,
        items: exported,
        reasons: exported,
        createdAt: exported,
        updatedAt: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
