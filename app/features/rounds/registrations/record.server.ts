import { inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { kindsWith } from "~/features/rounds/domain/roundKinds";
import { revealedRounds } from "~/features/rounds/services/publication.server";
import {
  derived,
  type ExportScope,
  exported,
  inLanguages,
  momentOf,
  type RecordRegistration,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import {
  ballotEntries,
  ballotLogs,
  ballotNotes,
  ballotVoters,
  deadlineExtensions,
  rounds,
  seats,
} from "~db/schema/rounds";

const logs = (extent: ExportScope): SQL =>
  sql`(select ${ballotLogs.log} from ${ballotLogs} where ${ballotLogs.roundId} in ${revealedRounds(extent)})`;
const inLogs =
  (column: PgColumn) =>
  (extent: ExportScope): SQL =>
    sql`${column} in ${logs(extent)}`;

const withReasons = kindsWith(({ showsReasons }) => showsReasons);
const inItsLog = "what it says follows from the ballot log, with whose root the round closed";

/** Rounds whose log may be read, and their logs. */
export const roundsRecord = {
  tables: [
    recordTable("rounds", rounds, {
      about: "A round of voting, on components or on a draft, once its log may be read.",
      key: ["id"],
      newer: ["plan"],
      rows: (extent) => sql`${rounds.id} in ${revealedRounds(extent)}`,
      columns: {
        id: exported,
        processId: exported,
        workgroupId: exported,
        number: exported,
        kind: exported,
        title: inLanguages,
        state: exported,
        componentVersion: exported,
        asked: exported,
        offersNotNecessary: exported,
        offersCannotJudge: exported,
        attribution: exported,
        reveal: exported,
        rule: exported,
        ruleHash: exported,
        plan: exported,
        note: inLanguages,
        opensAt: withheld("it has opened: `openedAt` says when"),
        openingRefused: withheld("it has opened"),
        closesAt: exported,
        openedAt: exported,
        closedAt: exported,
        voidedAt: withheld("the record log says so, and since when"),
        revealedAt: withheld("it is here because it was"),
        publishedAt: withheld("the published results say which rounds they count"),
        createdAt: exported,
      },
    }),
    recordTable("roll", seats, {
      about: "A seat of a round: who was entitled to vote, under the name that the round shows.",
      bound: "each seat has its entry in the ballot log of its round",
      key: ["id"],
      rows: (extent) => sql`${seats.roundId} in ${revealedRounds(extent)}`,
      columns: {
        id: exported,
        roundId: exported,
        label: exported,
        userId: withheld("whose ballot it is is nobody's to know beyond what its label says"),
        voter: exported,
        affiliated: exported,
        organization: derived(
          sql`(select ${seats.organization} from ${rounds} where ${rounds.id} = ${seats.roundId} and ${rounds.attribution} = 'named')`,
          "null unless the round names its voters",
        ),
        addedAt: derived(
          sql`(select ${momentOf(rounds.openedAt)} from ${rounds} where ${rounds.id} = ${seats.roundId})`,
          "when the round opened: who joined when would tell whose seat it is",
        ),
        givenUpAt: withheld("who left when would tell whose seat it is"),
        onceIn: withheld("follows from the plan of its round"),
      },
    }),
    recordTable("logs", ballotLogs, {
      about: "The head of a ballot log.",
      bound: inItsLog,
      key: ["log"],
      rows: inLogs(ballotLogs.log),
      columns: {
        log: exported,
        roundId: exported,
        state: exported,
        closesAt: exported,
        voidedAt: withheld("the record log says so, and since when"),
        size: exported,
      },
    }),
    recordTable("deadline-extensions", deadlineExtensions, {
      about:
        "A deadline that was put off while its round was open, and why. The first `former` is the one that the log declares, null where that is `by-hand`.",
      bound: "each has an entry of its own in the record log, with the hash of its reason",
      key: ["roundId", "closesAt"],
      newer: "all",
      rows: (extent) => sql`${deadlineExtensions.roundId} in ${revealedRounds(extent)}`,
      columns: {
        roundId: exported,
        former: exported,
        closesAt: exported,
        reason: exported,
        language: exported,
        at: exported,
      },
    }),
    recordTable("log-entries", ballotEntries, {
      about: "An entry of a ballot log with its leaf; docs/ballot-log.md says how to verify them.",
      bound: inItsLog,
      key: ["log", "index"],
      rows: inLogs(ballotEntries.log),
      columns: {
        log: exported,
        index: exported,
        kind: exported,
        voter: exported,
        leaf: exported,
        entry: exported,
        submissionKey: withheld("of the form that sent it"),
        submissionHash: withheld("of the form that sent it"),
        at: derived(
          sql`(select ${momentOf(rounds.closedAt)} from ${rounds} join ${ballotLogs} on ${ballotLogs.roundId} = ${rounds.id} where ${ballotLogs.log} = ${ballotEntries.log})`,
          "when the round closed: a log has no times",
        ),
      },
    }),
    recordTable("log-voters", ballotVoters, {
      about: "The last entry of each voter of a log.",
      bound: inItsLog,
      key: ["log", "voter"],
      rows: inLogs(ballotVoters.log),
      columns: { log: exported, voter: exported, lastLeaf: exported, lastKind: exported },
    }),
    recordTable("reasons", ballotNotes, {
      about:
        "Reasons given with a ballot that counts (not of approvals), and the salt with which the log commits to them.",
      bound: inItsLog,
      key: ["log", "index"],
      // Who revised or withdrew a ballot took its reasons back. Those of an approval stand as comments.
      rows: (extent) => sql`${ballotNotes.log} in ${logs(extent)} and ${ballotNotes.log} not in (
        select ${ballotLogs.log} from ${ballotLogs} join ${rounds} on ${rounds.id} = ${ballotLogs.roundId}
        where not ${inArray(rounds.kind, withReasons)}) and exists (
        select 1 from ${ballotEntries} join ${ballotVoters} on ${ballotVoters.log} = ${ballotEntries.log}
          and ${ballotVoters.voter} = ${ballotEntries.voter} and ${ballotVoters.lastLeaf} = ${ballotEntries.leaf}
        where ${ballotEntries.log} = ${ballotNotes.log} and ${ballotEntries.index} = ${ballotNotes.index}
          and ${ballotVoters.lastKind} = 'cast')`,
      columns: { log: exported, index: exported, salt: exported, notes: exported },
    }),
  ],
  withheld: {
    seat_salts: "ties a seat to a person",
    saved_ballots: "not cast",
  },
} satisfies RecordRegistration;
