import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import { townhallsOf } from "~/features/meetings/services/townhallsOf.server";
import {
  derived,
  type ExportScope,
  exported,
  inLanguages,
  momentOf,
  ofProcess,
  type RecordRegistration,
  recordTable,
  searchColumn,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import { agendaItems, agreements, townhallClauses, townhallSeries, townhalls } from "~db/schema/meetings";

const ofTownhalls =
  (column: PgColumn) =>
  (extent: ExportScope): SQL =>
    sql`${column} in ${townhallsOf(extent)}`;
const ofTheRoom = withheld("what is on in the room while a meeting goes on");

/** Townhalls: plan, agenda and minutes. */
export const meetingsRecord = {
  tables: [
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
    recordTable("townhalls", townhalls, {
      about: "A meeting, planned or past, with its minutes.",
      key: ["id"],
      loose: { threadId: "comments" },
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
        transcriptVersion: exported,
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
    recordTable("discussed-clauses", townhallClauses, {
      about: "A clause that a meeting talked about.",
      key: ["townhallId", "clauseId"],
      rows: (extent) => sql`${townhallClauses.townhallId} in ${townhallsOf(extent)}
        and ${townhallClauses.draftId} in ${publicDrafts(extent)}`,
      columns: { townhallId: exported, draftId: exported, clauseId: exported },
    }),
  ],
  withheld: {
    registrations: "who means to come",
    agreement_acceptances: "who agreed before speaking",
    townhall_events: "what happened in a room while a meeting went on",
  },
} satisfies RecordRegistration;
