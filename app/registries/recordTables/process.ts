import { sql } from "drizzle-orm";
import {
  asItIs,
  inLanguages,
  kept,
  momentOf,
  ofProcess,
  personAsKey,
  recordTable,
  somebody,
  told,
} from "~/platform/recordTable";
import { calls } from "~db/schema/calls";
import { componentChanges, components } from "~db/schema/components";
import { agreements, townhallSeries } from "~db/schema/meetings";
import { criteria, milestones, processes, stakeholderGroups } from "~db/schema/processes";
import { records } from "~db/schema/records";
import { gates } from "~db/schema/release";
import { representationSnapshots, selfQuestions, targets } from "~db/schema/representation";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

const keyed = { key: asItIs, title: inLanguages, position: asItIs, processId: asItIs };

/** The process itself, what it asks and of whom. */
export const processTables = [
  recordTable("process", processes, {
    about: "The process: its name, question and languages.",
    key: ["id"],
    rows: ofProcess(processes.id),
    columns: {
      id: asItIs,
      slug: asItIs,
      title: inLanguages,
      summary: inLanguages,
      question: inLanguages,
      sourceLanguage: asItIs,
      languages: asItIs,
      reviewRule: asItIs,
      targetsNote: inLanguages,
      embargoUntil: asItIs,
      version: asItIs,
      recordSalt: kept("mixed into the ids of people without a name"),
      isDemo: asItIs,
      createdAt: asItIs,
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
      category: asItIs,
      description: inLanguages,
      sinceVersion: asItIs,
      retiredVersion: asItIs,
    },
  }),
  recordTable("component-changes", componentChanges, {
    about: "A change of the list of components, and whether votes move with it.",
    key: ["id"],
    rows: ofProcess(componentChanges.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      version: asItIs,
      kind: asItIs,
      fromKeys: asItIs,
      toKeys: asItIs,
      carriesVotes: asItIs,
      reason: asItIs,
      at: asItIs,
      actorId: somebody,
    },
  }),
  recordTable("milestones", milestones, {
    about: "What is planned for when.",
    key: ["id"],
    rows: ofProcess(milestones.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      stream: asItIs,
      title: inLanguages,
      startsOn: asItIs,
      endsOn: asItIs,
    },
  }),
  recordTable("workgroups", workgroups, {
    about: "A group that examines a system and votes.",
    key: ["id"],
    rows: ofProcess(workgroups.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      key: asItIs,
      name: asItIs,
      system: asItIs,
      maker: asItIs,
      charter: inLanguages,
      position: asItIs,
    },
  }),
  recordTable("workgroup-members", workgroupMembers, {
    about: "Who is in a workgroup.",
    key: ["workgroupId", "userId"],
    rows: ({ processId }) =>
      sql`${workgroupMembers.workgroupId} in (select ${workgroups.id} from ${workgroups} where ${workgroups.processId} = ${processId})`,
    columns: {
      workgroupId: asItIs,
      userId: personAsKey,
      role: asItIs,
      affiliated: kept("beside the marks of the roll it could name a ballot; how many are is in the figures"),
      joinedAt: told(
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
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      kind: asItIs,
      date: asItIs,
      title: inLanguages,
      body: inLanguages,
      createdAt: asItIs,
    },
  }),
  recordTable("agreements", agreements, {
    about: "What people agree to before they speak.",
    key: ["processId"],
    rows: ofProcess(agreements.processId),
    columns: { processId: asItIs, text: inLanguages, revision: asItIs },
  }),
  recordTable("townhall-series", townhallSeries, {
    about: "Townhalls that come again.",
    key: ["id"],
    rows: ofProcess(townhallSeries.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      title: inLanguages,
      startsOn: asItIs,
      time: asItIs,
      zone: asItIs,
      everyWeeks: asItIs,
      until: asItIs,
      createdAt: asItIs,
    },
  }),
  recordTable("calls", calls, {
    about: "A call for people.",
    key: ["id"],
    rows: ofProcess(calls.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      kind: asItIs,
      title: inLanguages,
      body: inLanguages,
      missing: asItIs,
      until: asItIs,
      publishedAt: asItIs,
      closedAt: asItIs,
    },
  }),
  recordTable("targets", targets, {
    about: "The share of people that the process wants of a group, region or language, in percent.",
    key: ["breakdown", "key"],
    rows: ofProcess(targets.processId),
    columns: { processId: asItIs, breakdown: asItIs, key: asItIs, percent: asItIs },
  }),
  recordTable("self-questions", selfQuestions, {
    about: "What people may say of themselves. Their answers are private.",
    key: ["key"],
    rows: ofProcess(selfQuestions.processId),
    columns: { ...keyed, options: asItIs },
  }),
  recordTable("representation", representationSnapshots, {
    about: "Who took part, as it was counted at one moment, in fives.",
    key: ["id"],
    rows: ofProcess(representationSnapshots.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      figures: asItIs,
      basis: kept("exact counts"),
      takenAt: asItIs,
    },
  }),
  recordTable("gates", gates, {
    about: "A condition for release.",
    key: ["id"],
    rows: ofProcess(gates.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      title: inLanguages,
      rule: asItIs,
      dueOn: asItIs,
      position: asItIs,
    },
  }),
];
