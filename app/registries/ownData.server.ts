import { accountsOwnData } from "~/features/accounts/registrations/ownData.server";
import { commentsOwnData } from "~/features/comments/registrations/ownData.server";
import { endorsementsOwnData } from "~/features/endorsements/registrations/ownData.server";
import { evidenceOwnData } from "~/features/evidence/registrations/ownData.server";
import { faqOwnData } from "~/features/faq/registrations/ownData.server";
import { meetingsOwnData } from "~/features/meetings/registrations/ownData.server";
import { moderationOwnData } from "~/features/moderation/registrations/ownData.server";
import { processesOwnData } from "~/features/processes/registrations/ownData.server";
import { releaseOwnData } from "~/features/release/registrations/ownData.server";
import { reviewsOwnData } from "~/features/reviews/registrations/ownData.server";
import { roundsOwnData } from "~/features/rounds/registrations/ownData.server";
import { translationOwnData } from "~/features/translation/registrations/ownData.server";
import { workgroupsOwnData } from "~/features/workgroups/registrations/ownData.server";
import { nothing, type OwnData, type Registry, registered } from "~/platform/registrations";

/** What a person gets of each feature beside the rows that name them. */
const registrations = {
  accounts: accountsOwnData,
  recordlog: nothing("rows that name a person say so in a column"),
  processes: processesOwnData,
  membership: nothing("rows that name a person are found by their columns"),
  workgroups: workgroupsOwnData,
  notices: nothing("rows that name a person are found by their columns"),
  confirmations: nothing("rows that name a person are found by their columns"),
  components: nothing("rows that name a person are found by their columns"),
  rules: nothing("has no tables"),
  rounds: roundsOwnData,
  plans: nothing("plans name nobody"),
  votes: nothing("has no tables"),
  results: nothing("rows that name a person are found by their columns"),
  drafts: nothing("rows that name a person are found by their columns"),
  records: nothing("rows that name a person are found by their columns"),
  meetings: meetingsOwnData,
  reviews: reviewsOwnData,
  checklists: nothing("rows that name a person are found by their columns"),
  comments: commentsOwnData,
  evidence: evidenceOwnData,
  moderation: moderationOwnData,
  threads: nothing("has no tables"),
  faq: faqOwnData,
  approvals: nothing("rows that name a person are found by their columns"),
  endorsements: endorsementsOwnData,
  live: nothing("rows that name a person are found by their columns"),
  townhalls: nothing("rows that name a person are found by their columns"),
  representation: nothing("rows that name a person are found by their columns"),
  translation: translationOwnData,
  suggestions: nothing("positions name the person"),
  calls: nothing("rows that name a person are found by their columns"),
  release: releaseOwnData,
  discussion: nothing("has no tables"),
  timeline: nothing("has no tables"),
  search: nothing("known words stand in texts, which are given"),
  feeds: nothing("has no tables"),
  verification: nothing("has no tables"),
  report: nothing("has no tables"),
  opendata: nothing("has no tables"),
  profile: nothing("has no tables"),
  overview: nothing("has no tables"),
} satisfies Registry<OwnData>;

const all = registered<OwnData>(registrations);

/** By table: rows that are somebody's without naming them. */
export const furtherRows: NonNullable<OwnData["rows"]> = Object.fromEntries(
  all.flatMap(({ rows = {} }) => Object.entries(rows)),
);
/** By column that names a person: the columns with their words. */
export const ownWords: NonNullable<OwnData["words"]> = Object.fromEntries(
  all.flatMap(({ words = {} }) => Object.entries(words)),
);
