import { approvalsDeletion } from "~/features/approvals/registrations/deletion.server";
import { draftsDeletion } from "~/features/drafts/registrations/deletion.server";
import { evidenceDeletion } from "~/features/evidence/registrations/deletion.server";
import { recordlogDeletion } from "~/features/recordlog/registrations/deletion.server";
import { releaseDeletion } from "~/features/release/registrations/deletion.server";
import { resultsDeletion } from "~/features/results/registrations/deletion.server";
import { roundsDeletion } from "~/features/rounds/registrations/deletion.server";
import { searchDeletion } from "~/features/search/registrations/deletion.server";
import { type Deletion, nothing, type Registry, registered } from "~/platform/registrations";

/** What of each feature must go before its process. */
const registrations = {
  accounts: nothing("people stay"),
  recordlog: recordlogDeletion,
  processes: nothing("goes with the process"),
  membership: nothing("goes with the process"),
  workgroups: nothing("goes with the process"),
  notices: nothing("goes with the process"),
  confirmations: nothing("goes with the process"),
  components: nothing("goes with the process"),
  rules: nothing("has no tables"),
  rounds: roundsDeletion,
  plans: nothing("go with the rounds"),
  votes: nothing("has no tables"),
  results: resultsDeletion,
  drafts: draftsDeletion,
  records: nothing("goes with the process"),
  meetings: nothing("goes with the process"),
  reviews: nothing("goes with the process"),
  checklists: nothing("go with the results"),
  comments: nothing("goes with the process"),
  evidence: evidenceDeletion,
  moderation: nothing("goes with the process"),
  threads: nothing("has no tables"),
  faq: nothing("goes with the process"),
  approvals: approvalsDeletion,
  endorsements: nothing("goes with the process"),
  live: nothing("goes with the process"),
  townhalls: nothing("goes with the process"),
  representation: nothing("goes with the process"),
  translation: nothing("goes with the process"),
  suggestions: nothing("goes with the process"),
  calls: nothing("goes with the process"),
  release: releaseDeletion,
  discussion: nothing("has no tables"),
  timeline: nothing("has no tables"),
  search: searchDeletion,
  feeds: nothing("has no tables"),
  verification: nothing("has no tables"),
  report: nothing("has no tables"),
  opendata: nothing("has no tables"),
  profile: nothing("has no tables"),
  overview: nothing("has no tables"),
} satisfies Registry<Deletion>;

/** What rests on others goes before them: from the last feature to the first. */
export const deletions: readonly Deletion[] = registered<Deletion>(registrations).toReversed();
