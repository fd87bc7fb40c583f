import { sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  exported,
  person,
  type RecordRegistration,
  recordTable,
  searchColumn,
  withheld,
} from "~/platform/recordTable";
import { translations } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";

const entriesOf = (processId: string) =>
  sql`(select ${faqEntries.id} from ${faqEntries} where ${faqEntries.processId} = ${processId})`;

export const translationRecord = {
  tables: [
    recordTable("translations", translations, {
      about: "A reviewed translation of a clause or of a question with its answer.",
      key: ["scopeId", "unitId", "language"],
      rows: (
        extent,
      ) => sql`${translations.processId} = ${extent.processId} and ${translations.state} = 'reviewed'
        and (${translations.scopeId} in ${publicDrafts(extent)} or ${translations.scopeId} in ${entriesOf(extent.processId)})`,
      columns: {
        processId: exported,
        scopeId: exported,
        unitId: exported,
        language: exported,
        texts: exported,
        basedOn: exported,
        state: exported,
        translatorId: person,
        reviewerId: person,
        proposed: withheld("nobody has reviewed it yet"),
        proposedFrom: withheld("nobody has reviewed it yet"),
        proposedBy: withheld("nobody has reviewed it yet"),
        sentBack: withheld("between translators and reviewers"),
        revision: exported,
        updatedAt: exported,
        search: searchColumn,
      },
    }),
  ],
  withheld: {
    translators: "for organizers; who translated is named with the translation",
  },
} satisfies RecordRegistration;
