import { accountsErasure } from "~/features/accounts/registrations/erasure.server";
import { callsErasure } from "~/features/calls/registrations/erasure.server";
import { commentsErasure } from "~/features/comments/registrations/erasure.server";
import { endorsementsErasure } from "~/features/endorsements/registrations/erasure.server";
import { liveErasure } from "~/features/live/registrations/erasure.server";
import { membershipErasure } from "~/features/membership/registrations/erasure.server";
import { noticesErasure } from "~/features/notices/registrations/erasure.server";
import { processesErasure } from "~/features/processes/registrations/erasure.server";
import { reviewsErasure } from "~/features/reviews/registrations/erasure.server";
import { roundsErasure } from "~/features/rounds/registrations/erasure.server";
import { translationErasure } from "~/features/translation/registrations/erasure.server";
import { workgroupsErasure } from "~/features/workgroups/registrations/erasure.server";
import { type Erasure, nothing, type Registry, registered } from "~/platform/registrations";

/** What of each feature is erased with a person, and what they give up as they leave. */
const registrations = {
  accounts: accountsErasure,
  recordlog: nothing("the salts of pseudonyms go with the account"),
  processes: processesErasure,
  membership: membershipErasure,
  workgroups: workgroupsErasure,
  notices: noticesErasure,
  confirmations: nothing("requests go with the account of who asked"),
  components: nothing("changes stay, no longer by whom"),
  rules: nothing("has no tables"),
  rounds: roundsErasure,
  plans: nothing("plans name nobody"),
  votes: nothing("ballots are in the logs of rounds"),
  results: nothing("names nobody"),
  drafts: nothing("the text stays, no longer by whom"),
  records: nothing("names nobody"),
  meetings: nothing("registrations go with the account; minutes stay"),
  reviews: reviewsErasure,
  checklists: nothing("names nobody"),
  comments: commentsErasure,
  evidence: nothing("what shaped the text stays"),
  moderation: nothing("why moderators acted stays"),
  threads: nothing("topics and questions are comments"),
  faq: nothing("answers stay"),
  approvals: nothing("ballots are in the logs of rounds"),
  endorsements: endorsementsErasure,
  live: liveErasure,
  townhalls: nothing("outcomes and transcripts stay"),
  representation: nothing("answers go with the account"),
  translation: translationErasure,
  suggestions: nothing("a suggestion is a comment; positions go with the account"),
  calls: callsErasure,
  release: nothing("what the board decided stays"),
  discussion: nothing("has no tables"),
  timeline: nothing("has no tables"),
  search: nothing("known words of what people say go with the last text that has them, by triggers"),
  feeds: nothing("has no tables"),
  verification: nothing("has no tables"),
  report: nothing("has no tables"),
  opendata: nothing("has no tables"),
  profile: nothing("has no tables"),
  overview: nothing("has no tables"),
} satisfies Registry<Erasure>;

/** In the order of the features; what is erased, is erased from the last of them to the first. */
export const erasures: readonly Erasure[] = registered<Erasure>(registrations);
