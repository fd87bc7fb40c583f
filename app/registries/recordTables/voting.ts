import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  derived,
  type ExportScope,
  exported,
  inLanguages,
  momentOf,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import { publicDrafts, revealedRounds } from "~/registries/recordTables/conditions";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { checklists, compilations } from "~db/schema/results";
import { ballotEntries, ballotLogs, ballotNotes, ballotVoters, rounds, seats } from "~db/schema/rounds";

const logs = (extent: ExportScope): SQL =>
  sql`(select ${ballotLogs.log} from ${ballotLogs} where ${ballotLogs.roundId} in ${revealedRounds(extent)})`;
const inLogs =
  (column: PgColumn) =>
  (extent: ExportScope): SQL =>
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
      attribution: exported,
      reveal: exported,
      rule: exported,
      ruleHash: exported,
      note: inLanguages,
      closesAt: exported,
      openedAt: exported,
      closedAt: exported,
      createdAt: exported,
    },
  }),
  recordTable("roll", seats, {
    about: "A seat of a round: who was entitled to vote, under the name that the round shows.",
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
    },
  }),
  recordTable("logs", ballotLogs, {
    about: "The head of a ballot log.",
    key: ["log"],
    rows: inLogs(ballotLogs.log),
    columns: { log: exported, roundId: exported, state: exported, closesAt: exported, size: exported },
  }),
  recordTable("log-entries", ballotEntries, {
    about: "An entry of a ballot log with its leaf; docs/ballot-log.md says how to verify them.",
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
    key: ["log", "voter"],
    rows: inLogs(ballotVoters.log),
    columns: { log: exported, voter: exported, lastLeaf: exported, lastKind: exported },
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
    columns: { log: exported, index: exported, salt: exported, notes: exported },
  }),
  recordTable("compilations", compilations, {
    about: "A published result: which rounds were counted under which rule, and what came out.",
    key: ["id"],
    rows: ({ processId }) =>
      sql`${compilations.processId} = ${processId} and ${compilations.publishedAt} is not null`,
    columns: {
      id: exported,
      processId: exported,
      number: exported,
      title: inLanguages,
      intro: inLanguages,
      roundIds: exported,
      rule: exported,
      ruleHash: exported,
      declaredBefore: exported,
      reference: exported,
      result: exported,
      resultHash: exported,
      createdAt: exported,
      publishedAt: exported,
    },
  }),
  recordTable("checklists", checklists, {
    about: "Which components a version of the definition requires, and why where the votes say otherwise.",
    key: ["id"],
    rows: ({ processId }) => sql`${checklists.processId} = ${processId} and ${isPublicChecklist}`,
    columns: {
      id: exported,
      processId: exported,
      compilationId: derived(
        sql`(select ${compilations.id} from ${compilations} where ${compilations.id} = ${checklists.compilationId} and ${compilations.publishedAt} is not null)`,
        "null while the result is not published",
      ),
      number: exported,
      draftLabel: exported,
      items: exported,
      reasons: exported,
      createdAt: exported,
      updatedAt: exported,
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
      roundId: exported,
      draftId: exported,
      draftHash: exported,
      rule: exported,
      onRoll: exported,
      result: exported,
      resultHash: exported,
    },
  }),
];
