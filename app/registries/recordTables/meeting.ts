import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  asItIs,
  type Extent,
  inLanguages,
  kept,
  momentOf,
  ofProcess,
  person,
  prepared,
  recordTable,
  somebody,
  told,
} from "~/platform/recordTable";
import { publicDrafts, townhallsOf } from "~/registries/recordTables/conditions";
import { hands, temperatureChecks } from "~db/schema/live";
import { agendaItems, townhallClauses, townhalls } from "~db/schema/meetings";
import { townhallOutcomes, transcriptPassages } from "~db/schema/townhalls";

const ofTownhalls =
  (column: PgColumn) =>
  (extent: Extent): SQL =>
    sql`${column} in ${townhallsOf(extent)}`;
const ofTheRoom = kept("what is on in the room while a meeting goes on");

/** Townhalls: plan, agenda, minutes, outcomes and transcript. Who attended is in the figures. */
export const meetingTables = [
  recordTable("townhalls", townhalls, {
    about: "A meeting, planned or past, with its minutes.",
    key: ["id"],
    rows: ofProcess(townhalls.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      seriesId: asItIs,
      title: inLanguages,
      startsAt: asItIs,
      minutesLong: asItIs,
      zone: asItIs,
      languages: asItIs,
      callUrl: asItIs,
      slidesUrl: asItIs,
      recordingUrl: asItIs,
      draftId: told(
        sql`(select d.id from drafts d where d.id = ${townhalls.draftId} and d.state <> 'working')`,
        "null while the version is not out",
      ),
      state: told(
        sql`case ${townhalls.state} when 'live' then 'planned' else ${townhalls.state} end`,
        "a meeting that goes on stands as planned",
      ),
      sequence: asItIs,
      changedAt: asItIs,
      hostId: somebody,
      startedAt: told(
        sql`case ${townhalls.state} when 'live' then null else ${momentOf(townhalls.startedAt)} end`,
        "null while the meeting goes on",
      ),
      endedAt: asItIs,
      seq: asItIs,
      itemId: ofTheRoom,
      itemSince: ofTheRoom,
      display: ofTheRoom,
      questionId: ofTheRoom,
      threadId: asItIs,
      queueOpen: asItIs,
      slowSeconds: asItIs,
      minutes: asItIs,
      minutesLanguage: asItIs,
      minutesRevision: asItIs,
      minutesAt: asItIs,
      transcriptLanguage: asItIs,
      search: prepared,
    },
  }),
  recordTable("agenda", agendaItems, {
    about: "An item of a meeting's agenda.",
    key: ["id"],
    rows: ofTownhalls(agendaItems.townhallId),
    columns: { id: asItIs, townhallId: asItIs, position: asItIs, title: inLanguages, minutes: asItIs },
  }),
  recordTable("turns", hands, {
    about: "Who spoke at a meeting and how long; for which group, where they said so.",
    key: ["id"],
    // A meeting that goes on stands as planned: nobody has spoken at it.
    rows: (extent) => sql`${hands.townhallId} in ${townhallsOf(extent)} and ${hands.calledAt} is not null
      and ${hands.endedAt} is not null
      and exists (select 1 from ${townhalls} where ${townhalls.id} = ${hands.townhallId} and ${townhalls.state} <> 'live')`,
    columns: {
      id: asItIs,
      townhallId: asItIs,
      userId: person,
      speaksAs: asItIs,
      about: kept("told to whoever led the meeting", ""),
      state: asItIs,
      raisedAt: asItIs,
      calledAt: asItIs,
      endedAt: asItIs,
    },
  }),
  recordTable("temperature-checks", temperatureChecks, {
    about: "A question put to a meeting. How it was answered is in the figures.",
    key: ["id"],
    rows: (extent) =>
      sql`${temperatureChecks.townhallId} in ${townhallsOf(extent)} and ${temperatureChecks.closedAt} is not null`,
    columns: {
      id: asItIs,
      townhallId: asItIs,
      question: inLanguages,
      options: asItIs,
      openedAt: asItIs,
      closedAt: asItIs,
    },
  }),
  recordTable("outcomes", townhallOutcomes, {
    about: "What a meeting decided, and what somebody is to do.",
    key: ["id"],
    rows: ofTownhalls(townhallOutcomes.townhallId),
    columns: {
      id: asItIs,
      townhallId: asItIs,
      kind: asItIs,
      position: asItIs,
      text: asItIs,
      language: asItIs,
      owner: asItIs,
      due: asItIs,
      doneAt: asItIs,
    },
  }),
  recordTable("discussed-clauses", townhallClauses, {
    about: "A clause that a meeting talked about.",
    key: ["townhallId", "clauseId"],
    rows: (extent) => sql`${townhallClauses.townhallId} in ${townhallsOf(extent)}
      and ${townhallClauses.draftId} in ${publicDrafts(extent)}`,
    columns: { townhallId: asItIs, draftId: asItIs, clauseId: asItIs },
  }),
  recordTable("transcripts", transcriptPassages, {
    about: "A passage of a meeting's transcript.",
    key: ["townhallId", "number"],
    rows: ofTownhalls(transcriptPassages.townhallId),
    columns: {
      townhallId: asItIs,
      number: asItIs,
      startsMs: asItIs,
      speaker: asItIs,
      text: asItIs,
      language: asItIs,
      search: prepared,
    },
  }),
];
