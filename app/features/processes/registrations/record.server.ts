import {
  exported,
  inLanguages,
  keyed,
  ofProcess,
  type RecordRegistration,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import { criteria, milestones, processes, stakeholderGroups } from "~db/schema/processes";

/** The process itself, and what it asks. */
export const processesRecord = {
  tables: [
    recordTable("process", processes, {
      about: "The process: its name, question and languages.",
      key: ["id"],
      counted: ["version"],
      rows: ofProcess(processes.id),
      columns: {
        id: exported,
        slug: exported,
        title: inLanguages,
        summary: inLanguages,
        question: inLanguages,
        sourceLanguage: exported,
        languages: exported,
        reviewRule: exported,
        targetsNote: inLanguages,
        embargoUntil: exported,
        version: exported,
        recordSalt: withheld("mixed into the ids of people without a name"),
        isDemo: exported,
        createdAt: exported,
        openedAt: withheld("only a process that is open has a record"),
        usualRule: withheld("what the form of a round begins with"),
      },
    }),
    recordTable("stakeholder-groups", stakeholderGroups, {
      about: "The groups that are counted separately.",
      key: ["key"],
      rows: ofProcess(stakeholderGroups.processId),
      columns: { ...keyed, question: inLanguages },
    }),
    recordTable("criteria", criteria, {
      about: "By what each component is voted on.",
      key: ["key"],
      rows: ofProcess(criteria.processId),
      columns: keyed,
    }),
    recordTable("milestones", milestones, {
      about: "What is planned for when.",
      key: ["id"],
      rows: ofProcess(milestones.processId),
      columns: {
        id: exported,
        processId: exported,
        stream: exported,
        title: inLanguages,
        startsOn: exported,
        endsOn: exported,
      },
    }),
  ],
  withheld: {
    audit_log: "for organizers",
    recorded_figures: "in figures.jsonl, with those that were counted here",
  },
} satisfies RecordRegistration;
