import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  derived,
  type ExportScope,
  exported,
  inLanguages,
  momentOf,
  ofProcess,
  person,
  recordTable,
  searchColumn,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import { publicDrafts, townhallsOf } from "~/registries/recordTables/conditions";
import { hands, temperatureChecks } from "~db/schema/live";
import { agendaItems, townhallClauses, townhalls } from "~db/schema/meetings";
import { townhallOutcomes, transcriptPassages } from "~db/schema/townhalls";

const ofTownhalls =
  (column: PgColumn) =>
  (extent: ExportScope): SQL =>
    sql`${column} in ${townhallsOf(extent)}`;
const ofTheRoom = withheld("what is on in the room while a meeting goes on");

/** Townhalls: plan, agenda, minutes, outcomes and transcript. Who attended is in the figures. */
export const meetingTables = [
  recordTable("townhalls", townhalls, {
    about: "A meeting, planned or past, with its minutes.",
    key: ["id"],
    rows: ofProcess(townhalls.processId),
    columns: {
      id: exported,
      processId: exported,
      number: exported,
      seriesId: exported,
      title: inLanguages,
      startsAt: exported,
      minutesLong: exported,
      zone: exported,
      languages: exported,
      callUrl: exported,
      slidesUrl: exported,
      recordingUrl: exported,
      draftId: derived(
        sql`(select d.id from drafts d where d.id = ${townhalls.draftId} and d.state <> 'working')`,
        "null while the version is not out",
      ),
      state: derived(
        sql`case ${townhalls.state} when 'live' then 'planned' else ${townhalls.state} end`,
        "a meeting that goes on stands as planned",
      ),
      sequence: exported,
      changedAt: exported,
      hostId: unnamedPerson,
      startedAt: derived(
        sql`case ${townhalls.state} when 'live' then null else ${momentOf(townhalls.startedAt)} end`,
        "null while the meeting goes on",
      ),
      endedAt: exported,
      seq: exported,
      itemId: ofTheRoom,
      itemSince: ofTheRoom,
      display: ofTheRoom,
      questionId: ofTheRoom,
      threadId: exported,
      queueOpen: exported,
      slowSeconds: exported,
      minutes: exported,
      minutesLanguage: exported,
      minutesRevision: exported,
      minutesAt: exported,
      transcriptLanguage: exported,
      search: searchColumn,
    },
  }),
  recordTable("agenda", agendaItems, {
    about: "An item of a meeting's agenda.",
    key: ["id"],
    rows: ofTownhalls(agendaItems.townhallId),
    columns: {
      id: exported,
      townhallId: exported,
      position: exported,
      title: inLanguages,
      minutes: exported,
    },
  }),
  recordTable("turns", hands, {
    about: "Who spoke at a meeting and how long; for which group, where they said so.",
    key: ["id"],
    // A meeting that goes on stands as planned: nobody has spoken at it.
    rows: (extent) => sql`${hands.townhallId} in ${townhallsOf(extent)} and ${hands.calledAt} is not null
      and ${hands.endedAt} is not null
      and exists (select 1 from ${townhalls} where ${townhalls.id} = ${hands.townhallId} and ${townhalls.state} <> 'live')`,
    columns: {
      id: exported,
      townhallId: exported,
      userId: person,
      speaksAs: exported,
      about: withheld("told to whoever led the meeting", ""),
      state: exported,
      raisedAt: exported,
      calledAt: exported,
      endedAt: exported,
    },
  }),
  recordTable("temperature-checks", temperatureChecks, {
    about: "A question put to a meeting. How it was answered is in the figures.",
    key: ["id"],
    rows: (extent) =>
      sql`${temperatureChecks.townhallId} in ${townhallsOf(extent)} and ${temperatureChecks.closedAt} is not null`,
    columns: {
      id: exported,
      townhallId: exported,
      question: inLanguages,
      options: exported,
      openedAt: exported,
      closedAt: exported,
    },
  }),
  recordTable("outcomes", townhallOutcomes, {
    about: "What a meeting decided, and what somebody is to do.",
    key: ["id"],
    rows: ofTownhalls(townhallOutcomes.townhallId),
    columns: {
      id: exported,
      townhallId: exported,
      kind: exported,
      position: exported,
      text: exported,
      language: exported,
      owner: exported,
      due: exported,
      doneAt: exported,
    },
  }),
  recordTable("discussed-clauses", townhallClauses, {
    about: "A clause that a meeting talked about.",
    key: ["townhallId", "clauseId"],
    rows: (extent) => sql`${townhallClauses.townhallId} in ${townhallsOf(extent)}
      and ${townhallClauses.draftId} in ${publicDrafts(extent)}`,
    columns: { townhallId: exported, draftId: exported, clauseId: exported },
  }),
  recordTable("transcripts", transcriptPassages, {
    about: "A passage of a meeting's transcript.",
    key: ["townhallId", "number"],
    rows: ofTownhalls(transcriptPassages.townhallId),
    columns: {
      townhallId: exported,
      number: exported,
      startsMs: exported,
      speaker: exported,
      text: exported,
      language: exported,
      search: searchColumn,
    },
  }),
];
