import type { RecordTable } from "~/platform/recordTable";
import { draftTables, evidenceTables } from "~/registries/recordTables/drafting";
import { meetingTables } from "~/registries/recordTables/meeting";
import { processTables } from "~/registries/recordTables/process";
import {
  boardTables,
  endorsementTables,
  reviewTables,
  systemTables,
} from "~/registries/recordTables/release";
import { talkTables } from "~/registries/recordTables/talk";
import { approvalTables, votingTables } from "~/registries/recordTables/voting";

/**
 * Everything of a process that is public, in an order in which each table comes after those it refers
 * to. The export writes these, the import reads them, the API lists them.
 */
export const recordTables: readonly RecordTable[] = [
  ...processTables,
  ...votingTables,
  ...draftTables,
  ...approvalTables,
  ...meetingTables,
  ...systemTables,
  ...talkTables,
  ...reviewTables,
  ...endorsementTables,
  ...boardTables,
  ...evidenceTables,
];

/** Tables of which nothing leaves, and why. A table that stands in neither list is a bug. */
export const notOfTheRecord: Readonly<Record<string, string>> = {
  users: "people; those who agreed to be named are in people.jsonl",
  sessions: "who is signed in",
  sign_in_requests: "who signs in",
  mailbox: "mail of the demo",
  audit_log: "for organizers",
  process_members: "who belongs to a process is counted in the representation",
  invitations: "addresses",
  campaigns: "for organizers",
  applications: "told to organizers",
  self_answers: "what people say of themselves; counted in the representation",
  agreement_acceptances: "who agreed before speaking",
  translators: "for organizers; who translated is named with the translation",
  seat_salts: "ties a seat to a person",
  saved_ballots: "not cast",
  comment_flags: "told to moderators",
  endorsement_flags: "told to moderators",
  restraints: "whom moderators slowed",
  registrations: "who means to come",
  attendance: "who came; counted in the figures",
  temperature_answers: "who answered what; counted in the figures",
  townhall_events: "what happened in a room while a meeting went on",
  room_presence: "who is in a room",
  nodes: "of the server",
  socket_io_attachments: "of the server",
  notices: "told to one person",
  notice_settings: "a person's",
  unsubscribe_tokens: "a person's",
  recorded_figures: "in figures.jsonl, with those that were counted here",
};
