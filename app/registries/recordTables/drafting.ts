import { sql } from "drizzle-orm";
import {
  exported,
  inLanguages,
  ofProcess,
  person,
  recordTable,
  searchColumn,
  unnamedPerson,
} from "~/platform/recordTable";
import { publicDrafts } from "~/registries/recordTables/conditions";
import { draftClauses, drafts, translations } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";
import { faqEntries, faqVersions } from "~db/schema/faq";
import { compilations } from "~db/schema/results";

const entriesOf = (processId: string) =>
  sql`(select ${faqEntries.id} from ${faqEntries} where ${faqEntries.processId} = ${processId})`;

/** The versions of the definition, clause by clause, in its languages. */
export const draftTables = [
  recordTable("drafts", drafts, {
    about: "A version of the definition that is out.",
    key: ["id"],
    rows: (extent) => sql`${drafts.id} in ${publicDrafts(extent)}`,
    columns: {
      id: exported,
      processId: exported,
      number: exported,
      label: exported,
      state: exported,
      note: inLanguages,
      checklistId: exported,
      arrangement: exported,
      textHash: exported,
      commentsUntil: exported,
      publishedAt: exported,
      endorsableSince: exported,
      createdAt: exported,
    },
  }),
  recordTable("clauses", draftClauses, {
    about: "A clause of a version, in the language the process writes in.",
    key: ["draftId", "clauseId"],
    rows: (extent) =>
      sql`${draftClauses.draftId} in ${publicDrafts(extent)} and ${draftClauses.removedAt} is null`,
    columns: {
      draftId: exported,
      clauseId: exported,
      position: exported,
      kind: exported,
      heading: exported,
      body: exported,
      stability: exported,
      origins: exported,
      revision: exported,
      editedBy: unnamedPerson,
      editedAt: exported,
      removedAt: exported,
      language: exported,
      search: searchColumn,
    },
  }),
  recordTable("faq", faqEntries, {
    about: "A question with its answer.",
    key: ["id"],
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
      revision: exported,
      updatedAt: exported,
      search: searchColumn,
    },
  }),
];

/** Last of all: it names votes, comments, records, townhalls and systems. */
export const evidenceTables = [
  recordTable("evidence", evidence, {
    about: "Why a clause is as it is.",
    key: ["id"],
    rows: (
      extent,
    ) => sql`${evidence.draftId} in ${publicDrafts(extent)} and (${evidence.compilationId} is null
      or ${evidence.compilationId} in (select ${compilations.id} from ${compilations} where ${compilations.publishedAt} is not null))`,
    columns: {
      id: exported,
      draftId: exported,
      clauseId: exported,
      compilationId: exported,
      component: exported,
      commentId: exported,
      recordId: exported,
      townhallId: exported,
      systemId: exported,
      note: exported,
      addedBy: unnamedPerson,
      addedAt: exported,
    },
  }),
];
