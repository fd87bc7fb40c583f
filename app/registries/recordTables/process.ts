import { sql } from "drizzle-orm";
import {
  derived,
  exported,
  inLanguages,
  momentOf,
  ofProcess,
  personAsKey,
  recordTable,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import { calls } from "~db/schema/calls";
import { componentChanges, components } from "~db/schema/components";
import { agreements, townhallSeries } from "~db/schema/meetings";
import { criteria, milestones, processes, stakeholderGroups } from "~db/schema/processes";
import { records } from "~db/schema/records";
import { gates } from "~db/schema/release";
import { representationSnapshots, selfQuestions, targets } from "~db/schema/representation";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

const keyed = { key: exported, title: inLanguages, position: exported, processId: exported };

/** The process itself, what it asks and of whom. */
export const processTables = [
  recordTable("process", processes, {
    about: "The process: its name, question and languages.",
    key: ["id"],
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
  recordTable("components", components, {
    about: "What a definition may require, with the versions of the list in which it stands.",
    key: ["key"],
    rows: ofProcess(components.processId),
    columns: {
      ...keyed,
      category: exported,
      description: inLanguages,
      sinceVersion: exported,
      retiredVersion: exported,
    },
  }),
  recordTable("component-changes", componentChanges, {
    about: "A change of the list of components, and whether votes move with it.",
    key: ["id"],
    rows: ofProcess(componentChanges.processId),
    columns: {
      id: exported,
      processId: exported,
      version: exported,
      kind: exported,
      fromKeys: exported,
      toKeys: exported,
      carriesVotes: exported,
      reason: exported,
      at: exported,
      actorId: unnamedPerson,
    },
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
  recordTable("records", records, {
    about: "A record of something outside of the votes that shaped the text.",
    key: ["id"],
    rows: ofProcess(records.processId),
    columns: {
      id: exported,
      processId: exported,
      number: exported,
      kind: exported,
      date: exported,
      title: inLanguages,
      body: inLanguages,
      createdAt: exported,
    },
  }),
  recordTable("agreements", agreements, {
    about: "What people agree to before they speak.",
    key: ["processId"],
    rows: ofProcess(agreements.processId),
    columns: { processId: exported, text: inLanguages, revision: exported },
  }),
  recordTable("townhall-series", townhallSeries, {
    about: "Townhalls that come again.",
    key: ["id"],
    rows: ofProcess(townhallSeries.processId),
    columns: {
      id: exported,
      processId: exported,
      title: inLanguages,
      startsOn: exported,
      time: exported,
      zone: exported,
      everyWeeks: exported,
      until: exported,
      createdAt: exported,
    },
  }),
  recordTable("calls", calls, {
    about: "A call for people.",
    key: ["id"],
    rows: ofProcess(calls.processId),
    columns: {
      id: exported,
      processId: exported,
      number: exported,
      kind: exported,
      title: inLanguages,
      body: inLanguages,
      missing: exported,
      until: exported,
      publishedAt: exported,
      closedAt: exported,
    },
  }),
  recordTable("targets", targets, {
    about: "The share of people that the process wants of a group, region or language, in percent.",
    key: ["breakdown", "key"],
    rows: ofProcess(targets.processId),
    columns: { processId: exported, breakdown: exported, key: exported, percent: exported },
  }),
  recordTable("self-questions", selfQuestions, {
    about: "What people may say of themselves. Their answers are private.",
    key: ["key"],
    rows: ofProcess(selfQuestions.processId),
    columns: { ...keyed, options: exported },
  }),
  recordTable("representation", representationSnapshots, {
    about: "Who took part, as it was counted at one moment, in fives.",
    key: ["id"],
    rows: ofProcess(representationSnapshots.processId),
    columns: {
      id: exported,
      processId: exported,
      figures: exported,
      basis: withheld("exact counts"),
      takenAt: exported,
    },
  }),
  recordTable("gates", gates, {
    about: "A condition for release.",
    key: ["id"],
    rows: ofProcess(gates.processId),
    columns: {
      id: exported,
      processId: exported,
      title: inLanguages,
      rule: exported,
      dueOn: exported,
      position: exported,
    },
  }),
];
