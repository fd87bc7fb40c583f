import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { asItIs, type Extent, inLanguages, kept, momentOf, recordTable, told } from "~/platform/recordTable";
import { publicDrafts, revealedRounds } from "~/registries/recordTables/conditions";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { checklists, compilations } from "~db/schema/results";
import { ballotEntries, ballotLogs, ballotNotes, ballotVoters, rounds, seats } from "~db/schema/rounds";

const logs = (extent: Extent): SQL =>
  sql`(select ${ballotLogs.log} from ${ballotLogs} where ${ballotLogs.roundId} in ${revealedRounds(extent)})`;
const inLogs =
  (column: PgColumn) =>
  (extent: Extent): SQL =>
    sql`${column} in ${logs(extent)}`;

/** The checklist of a version that is out, or one that waits for its version and answers published votes. */
const isPublicChecklist = sql`(exists (select 1 from ${drafts} where ${drafts.checklistId} = ${checklists.id}
    and ${drafts.state} <> 'working')
  or (not exists (select 1 from ${drafts} where ${drafts.checklistId} = ${checklists.id})
    and exists (select 1 from ${compilations} where ${compilations.id} = ${checklists.compilationId}
      and ${compilations.publishedAt} is not null)))`;

/** Rounds whose log may be read, their logs, and what was compiled of them. */
export const votingTables = [
  recordTable("rounds", rounds, {
    about: "A round of voting, on components or on a draft, once its log may be read.",
    key: ["id"],
    rows: (extent) => sql`${rounds.id} in ${revealedRounds(extent)}`,
    columns: {
      id: asItIs,
      processId: asItIs,
      workgroupId: asItIs,
      number: asItIs,
      kind: asItIs,
      title: inLanguages,
      state: asItIs,
      componentVersion: asItIs,
      asked: asItIs,
      offersNotNecessary: asItIs,
      attribution: asItIs,
      reveal: asItIs,
      rule: asItIs,
      ruleHash: asItIs,
      note: inLanguages,
      closesAt: asItIs,
      openedAt: asItIs,
      closedAt: asItIs,
      createdAt: asItIs,
    },
  }),
  recordTable("roll", seats, {
    about: "A seat of a round: who was entitled to vote, under the name that the round shows.",
    key: ["id"],
    rows: (extent) => sql`${seats.roundId} in ${revealedRounds(extent)}`,
    columns: {
      id: asItIs,
      roundId: asItIs,
      label: asItIs,
      userId: kept("whose ballot it is is nobody's to know beyond what its label says"),
      voter: asItIs,
      affiliated: asItIs,
      organization: told(
        sql`(select ${seats.organization} from ${rounds} where ${rounds.id} = ${seats.roundId} and ${rounds.attribution} = 'named')`,
        "null unless the round names its voters",
      ),
      addedAt: told(
        sql`(select ${momentOf(rounds.openedAt)} from ${rounds} where ${rounds.id} = ${seats.roundId})`,
        "when the round opened: who joined when would tell whose seat it is",
      ),
    },
  }),
  recordTable("logs", ballotLogs, {
    about: "The head of a ballot log.",
    key: ["log"],
    rows: inLogs(ballotLogs.log),
    columns: { log: asItIs, roundId: asItIs, state: asItIs, closesAt: asItIs, size: asItIs },
  }),
  recordTable("log-entries", ballotEntries, {
    about: "An entry of a ballot log with its leaf; docs/ballot-log.md says how to verify them.",
    key: ["log", "index"],
    rows: inLogs(ballotEntries.log),
    columns: {
      log: asItIs,
      index: asItIs,
      kind: asItIs,
      voter: asItIs,
      leaf: asItIs,
      entry: asItIs,
      submissionKey: kept("of the form that sent it"),
      submissionHash: kept("of the form that sent it"),
      at: told(
        sql`(select ${momentOf(rounds.closedAt)} from ${rounds} join ${ballotLogs} on ${ballotLogs.roundId} = ${rounds.id} where ${ballotLogs.log} = ${ballotEntries.log})`,
        "when the round closed: a log has no times",
      ),
    },
  }),
  recordTable("log-voters", ballotVoters, {
    about: "The last entry of each voter of a log.",
    key: ["log", "voter"],
    rows: inLogs(ballotVoters.log),
    columns: { log: asItIs, voter: asItIs, lastLeaf: asItIs, lastKind: asItIs },
  }),
  recordTable("reasons", ballotNotes, {
    about:
      "Reasons given with a ballot that counts (not of approvals), and the salt with which the log commits to them.",
    key: ["log", "index"],
    // Who revised or withdrew a ballot took its reasons back. Those of an approval stand as comments.
    rows: (extent) => sql`${ballotNotes.log} in ${logs(extent)} and ${ballotNotes.log} not in (
      select ${ballotLogs.log} from ${ballotLogs} join ${rounds} on ${rounds.id} = ${ballotLogs.roundId}
      where ${rounds.kind} = 'approval') and exists (
      select 1 from ${ballotEntries} join ${ballotVoters} on ${ballotVoters.log} = ${ballotEntries.log}
        and ${ballotVoters.voter} = ${ballotEntries.voter} and ${ballotVoters.lastLeaf} = ${ballotEntries.leaf}
      where ${ballotEntries.log} = ${ballotNotes.log} and ${ballotEntries.index} = ${ballotNotes.index}
        and ${ballotVoters.lastKind} = 'cast')`,
    columns: { log: asItIs, index: asItIs, salt: asItIs, notes: asItIs },
  }),
  recordTable("compilations", compilations, {
    about: "A published result: which rounds were counted under which rule, and what came out.",
    key: ["id"],
    rows: ({ processId }) =>
      sql`${compilations.processId} = ${processId} and ${compilations.publishedAt} is not null`,
    columns: {
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      title: inLanguages,
      intro: inLanguages,
      roundIds: asItIs,
      rule: asItIs,
      ruleHash: asItIs,
      declaredBefore: asItIs,
      reference: asItIs,
      result: asItIs,
      resultHash: asItIs,
      createdAt: asItIs,
      publishedAt: asItIs,
    },
  }),
  recordTable("checklists", checklists, {
    about: "Which components a version of the definition requires, and why where the votes say otherwise.",
    key: ["id"],
    rows: ({ processId }) => sql`${checklists.processId} = ${processId} and ${isPublicChecklist}`,
    columns: {
      id: asItIs,
      processId: asItIs,
      compilationId: told(
        sql`(select ${compilations.id} from ${compilations} where ${compilations.id} = ${checklists.compilationId} and ${compilations.publishedAt} is not null)`,
        "null while the result is not published",
      ),
      number: asItIs,
      draftLabel: asItIs,
      items: asItIs,
      reasons: asItIs,
      createdAt: asItIs,
      updatedAt: asItIs,
    },
  }),
];

/** What makes a round an approval; after the drafts, which it names. */
export const approvalTables = [
  recordTable("approvals", approvals, {
    about: "A vote on a draft as a whole: its rule, and the result by group and region.",
    key: ["roundId"],
    rows: (extent) =>
      sql`${approvals.roundId} in ${revealedRounds(extent)} and ${approvals.draftId} in ${publicDrafts(extent)}`,
    columns: {
      roundId: asItIs,
      draftId: asItIs,
      draftHash: asItIs,
      rule: asItIs,
      onRoll: asItIs,
      result: asItIs,
      resultHash: asItIs,
    },
  }),
];
