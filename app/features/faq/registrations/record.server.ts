import { sql } from "drizzle-orm";
import {
  exported,
  ofProcess,
  type RecordRegistration,
  recordTable,
  unnamedPerson,
} from "~/platform/recordTable";
import { faqEntries, faqVersions } from "~db/schema/faq";

const entriesOf = (processId: string) =>
  sql`(select ${faqEntries.id} from ${faqEntries} where ${faqEntries.processId} = ${processId})`;

export const faqRecord = {
  tables: [
    recordTable("faq", faqEntries, {
      about: "A question with its answer.",
      key: ["id"],
      loose: { fromCommentId: "comments" },
      rows: ofProcess(faqEntries.processId),
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        question: exported,
        answer: exported,
        clauseIds: exported,
        fromCommentId: exported,
        revision: exported,
        createdAt: exported,
        updatedAt: exported,
      },
    }),
    recordTable("faq-versions", faqVersions, {
      about: "Every wording of a question and its answer.",
      key: ["entryId", "revision"],
      rows: ({ processId }) => sql`${faqVersions.entryId} in ${entriesOf(processId)}`,
      columns: {
        entryId: exported,
        revision: exported,
        question: exported,
        answer: exported,
        editedBy: unnamedPerson,
        at: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
