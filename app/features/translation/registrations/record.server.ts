import { sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  exported,
  ofProcess,
  person,
  type RecordRegistration,
  recordTable,
  searchColumn,
  withheld,
} from "~/platform/recordTable";
import { translations } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";
import { glossaryTerms, glossaryWords } from "~db/schema/translation";

const entriesOf = (processId: string) =>
  sql`(select ${faqEntries.id} from ${faqEntries} where ${faqEntries.processId} = ${processId})`;

export const translationRecord = {
  tables: [
    recordTable("translations", translations, {
      about:
        "A reviewed translation of a clause or of a question with its answer. Where a machine made it, `origin` says whether the person who answers for it took it as it was (`accepted`) or changed it (`edited`).",
      key: ["scopeId", "unitId", "language"],
      newer: ["origin"],
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
        origin: exported,
        translatorId: person,
        reviewerId: person,
        proposed: withheld("nobody has reviewed it yet"),
        proposedFrom: withheld("nobody has reviewed it yet"),
        proposedBy: withheld("nobody has reviewed it yet"),
        proposedOrigin: withheld("nobody has reviewed it yet"),
        sentBack: withheld("between translators and reviewers"),
        revision: exported,
        updatedAt: exported,
        search: searchColumn,
      },
    }),
    recordTable("glossary", glossaryTerms, {
      about: "A term that is to be called the same wherever it stands.",
      key: ["id"],
      newer: "all",
      rows: ofProcess(glossaryTerms.processId),
      columns: { id: exported, processId: exported, number: exported, createdAt: exported },
    }),
    recordTable("glossary-words", glossaryWords, {
      about:
        "What a term is called in a language and what not, each time somebody changed it; the last counts. Without a word in the language of the process the term is none any more.",
      key: ["termId", "language", "revision"],
      newer: "all",
      rows: ({ processId }) =>
        sql`${glossaryWords.termId} in (select ${glossaryTerms.id} from ${glossaryTerms}
          where ${glossaryTerms.processId} = ${processId})`,
      columns: {
        termId: exported,
        language: exported,
        revision: exported,
        wanted: exported,
        avoided: exported,
        note: exported,
        savedBy: person,
        savedAt: exported,
      },
    }),
  ],
  withheld: {
    machine_requests: "what a machine made is in the record once people have taken and reviewed it",
    translators: "for organizers; who translated is named with the translation",
  },
} satisfies RecordRegistration;
