import { accountsRecord } from "~/features/accounts/registrations/record.server";
import { approvalsRecord } from "~/features/approvals/registrations/record.server";
import { callsRecord } from "~/features/calls/registrations/record.server";
import { checklistsRecord } from "~/features/checklists/registrations/record.server";
import { commentsRecord } from "~/features/comments/registrations/record.server";
import { componentsRecord } from "~/features/components/registrations/record.server";
import { confirmationsRecord } from "~/features/confirmations/registrations/record.server";
import { draftsRecord } from "~/features/drafts/registrations/record.server";
import { endorsementsRecord } from "~/features/endorsements/registrations/record.server";
import { evidenceRecord } from "~/features/evidence/registrations/record.server";
import { faqRecord } from "~/features/faq/registrations/record.server";
import { liveRecord } from "~/features/live/registrations/record.server";
import { meetingsRecord } from "~/features/meetings/registrations/record.server";
import { membershipRecord } from "~/features/membership/registrations/record.server";
import { moderationRecord } from "~/features/moderation/registrations/record.server";
import { noticesRecord } from "~/features/notices/registrations/record.server";
import { plansRecord } from "~/features/plans/registrations/record.server";
import { changesTable } from "~/features/processes/registrations/changesRecord.server";
import { processesRecord } from "~/features/processes/registrations/record.server";
import { recordlogRecord } from "~/features/recordlog/registrations/record.server";
import { recordsRecord } from "~/features/records/registrations/record.server";
import { releaseRecord } from "~/features/release/registrations/record.server";
import { representationRecord } from "~/features/representation/registrations/record.server";
import { resultsRecord } from "~/features/results/registrations/record.server";
import { reviewsRecord } from "~/features/reviews/registrations/record.server";
import { roundsRecord } from "~/features/rounds/registrations/record.server";
import { searchRecord } from "~/features/search/registrations/record.server";
import { suggestionsRecord } from "~/features/suggestions/registrations/record.server";
import { townhallsRecord } from "~/features/townhalls/registrations/record.server";
import { translationRecord } from "~/features/translation/registrations/record.server";
import { workgroupsRecord } from "~/features/workgroups/registrations/record.server";
import { type CommittedTable, committedTables } from "~/platform/publicRows/committed.server";
import type { RecordRegistration, RecordTable } from "~/platform/recordTable";
import { inPublishedOrder, nothing, type Registry, registered } from "~/platform/registrations";
import { changeKinds } from "./changes.server";

/** What of each feature is public, and so leaves with the record. */
const recordRegistrations = {
  accounts: accountsRecord,
  recordlog: recordlogRecord,
  processes: { ...processesRecord, tables: [...processesRecord.tables, changesTable(changeKinds)] },
  membership: membershipRecord,
  workgroups: workgroupsRecord,
  notices: noticesRecord,
  confirmations: confirmationsRecord,
  components: componentsRecord,
  rules: nothing("rules stand with the rounds and results that they count"),
  rounds: roundsRecord,
  plans: plansRecord,
  votes: nothing("ballots are in the logs of rounds"),
  results: resultsRecord,
  drafts: draftsRecord,
  records: recordsRecord,
  meetings: meetingsRecord,
  reviews: reviewsRecord,
  checklists: checklistsRecord,
  comments: commentsRecord,
  evidence: evidenceRecord,
  moderation: moderationRecord,
  threads: nothing("topics and questions are comments"),
  faq: faqRecord,
  approvals: approvalsRecord,
  endorsements: endorsementsRecord,
  live: liveRecord,
  townhalls: townhallsRecord,
  representation: representationRecord,
  translation: translationRecord,
  suggestions: suggestionsRecord,
  calls: callsRecord,
  release: releaseRecord,
  discussion: nothing("shows what is said of drafts"),
  timeline: nothing("has no tables"),
  search: searchRecord,
  feeds: nothing("has no tables"),
  verification: nothing("has no tables"),
  report: nothing("has no tables"),
  opendata: nothing("has no tables"),
  profile: nothing("has no tables"),
  overview: nothing("has no tables"),
} satisfies Registry<RecordRegistration>;

/** The order in which tables were published, which readers of the record know. Others follow as they are registered. */
export const published: readonly string[] = [
  "process",
  "stakeholder-groups",
  "criteria",
  "components",
  "component-changes",
  "milestones",
  "workgroups",
  "workgroup-members",
  "records",
  "agreements",
  "townhall-series",
  "calls",
  "targets",
  "self-questions",
  "representation",
  "gates",
  "plans",
  "rounds",
  "roll",
  "logs",
  "deadline-extensions",
  "log-entries",
  "log-voters",
  "reasons",
  "compilations",
  "checklists",
  "drafts",
  "clauses",
  "faq",
  "faq-versions",
  "translations",
  "glossary",
  "glossary-words",
  "approvals",
  "townhalls",
  "agenda",
  "turns",
  "temperature-checks",
  "outcomes",
  "discussed-clauses",
  "transcripts",
  "systems",
  "comments",
  "comment-versions",
  "reactions",
  "dispositions",
  "carried-out",
  "suggestion-positions",
  "comment-places",
  "moderation",
  "reviews",
  "review-cells",
  "settled-cells",
  "document-requests",
  "endorsements",
  "endorsed-versions",
  "board-snapshots",
  "decisions",
  "evidence",
  "changes",
];

/**
 * Everything of a process that is public, in an order in which each table comes after those it refers
 * to. The export writes these, the import reads them, the API lists them.
 */
export const recordTables: readonly RecordTable[] = inPublishedOrder(
  registered<RecordRegistration>(recordRegistrations).flatMap(({ tables }) => tables),
  published,
);

/** Those to whose rows the record log commits. */
export const committedRecordTables: readonly CommittedTable[] = committedTables(recordTables);

/** Tables of which nothing leaves, and why. A table that stands in neither list is a bug. */
export const notOfTheRecord: Readonly<Record<string, string>> = Object.fromEntries(
  registered<RecordRegistration>(recordRegistrations).flatMap(({ withheld }) => Object.entries(withheld)),
);
