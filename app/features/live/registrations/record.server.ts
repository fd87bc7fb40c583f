import { sql } from "drizzle-orm";
import { townhallsOf } from "~/features/meetings/services/townhallsOf.server";
import {
  exported,
  inLanguages,
  person,
  type RecordRegistration,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import { hands, temperatureChecks } from "~db/schema/live";
import { townhalls } from "~db/schema/meetings";

/** What was said and asked in the room. Who attended is in the figures. */
export const liveRecord = {
  tables: [
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
  ],
  withheld: {
    attendance: "who came; counted in the figures",
    temperature_answers: "who answered what; counted in the figures",
    attendance_sums: "counted from it; told in steps in the figures",
    room_presence: "who is in a room",
    room_sums: "how many are in a room at the moment",
    nodes: "of the server",
    socket_io_attachments: "of the server",
  },
} satisfies RecordRegistration;
