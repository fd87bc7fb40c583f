import { sql } from "drizzle-orm";
import {
  asItIs,
  inLanguages,
  ofProcess,
  person,
  prepared,
  recordTable,
  somebody,
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
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      label: asItIs,
      state: asItIs,
      note: inLanguages,
      checklistId: asItIs,
      arrangement: asItIs,
      textHash: asItIs,
      commentsUntil: asItIs,
      publishedAt: asItIs,
      endorsableSince: asItIs,
      createdAt: asItIs,
    },
  }),
  recordTable("clauses", draftClauses, {
    about: "A clause of a version, in the language the process writes in.",
    key: ["draftId", "clauseId"],
    rows: (extent) =>
      sql`${draftClauses.draftId} in ${publicDrafts(extent)} and ${draftClauses.removedAt} is null`,
    columns: {
      draftId: asItIs,
      clauseId: asItIs,
      position: asItIs,
      kind: asItIs,
      heading: asItIs,
      body: asItIs,
      stability: asItIs,
      origins: asItIs,
      revision: asItIs,
      editedBy: somebody,
      editedAt: asItIs,
      removedAt: asItIs,
      language: asItIs,
      search: prepared,
    },
  }),
  recordTable("faq", faqEntries, {
    about: "A question with its answer.",
    key: ["id"],
    rows: ofProcess(faqEntries.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      question: asItIs,
      answer: asItIs,
      clauseIds: asItIs,
      fromCommentId: asItIs,
      revision: asItIs,
      createdAt: asItIs,
      updatedAt: asItIs,
    },
  }),
  recordTable("faq-versions", faqVersions, {
    about: "Every wording of a question and its answer.",
    key: ["entryId", "revision"],
    rows: ({ processId }) => sql`${faqVersions.entryId} in ${entriesOf(processId)}`,
    columns: {
      entryId: asItIs,
      revision: asItIs,
      question: asItIs,
      answer: asItIs,
      editedBy: somebody,
      at: asItIs,
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
      processId: asItIs,
      scopeId: asItIs,
      unitId: asItIs,
      language: asItIs,
      texts: asItIs,
      basedOn: asItIs,
      state: asItIs,
      translatorId: person,
      reviewerId: person,
      revision: asItIs,
      updatedAt: asItIs,
      search: prepared,
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
      id: asItIs,
      draftId: asItIs,
      clauseId: asItIs,
      compilationId: asItIs,
      component: asItIs,
      commentId: asItIs,
      recordId: asItIs,
      townhallId: asItIs,
      systemId: asItIs,
      note: asItIs,
      addedBy: somebody,
      addedAt: asItIs,
    },
  }),
];
