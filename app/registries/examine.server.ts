import { approvalsExamine } from "~/features/approvals/registrations/examine.server";
import { draftsExamine } from "~/features/drafts/registrations/examine.server";
import { endorsementsExamine } from "~/features/endorsements/registrations/examine.server";
import { liveExamine } from "~/features/live/registrations/examine.server";
import { plansExamine } from "~/features/plans/registrations/examine.server";
import { recordlogExamine } from "~/features/recordlog/registrations/examine.server";
import { releaseExamine } from "~/features/release/registrations/examine.server";
import { resultsExamine } from "~/features/results/registrations/examine.server";
import { roundsExamine } from "~/features/rounds/registrations/examine.server";
import { type Examine, nothing, type Registry, registered } from "~/platform/registrations";

/** What of each feature is derived, held against its source. */
const registrations = {
  accounts: nothing("nothing of it is derived and stored"),
  recordlog: recordlogExamine,
  processes: nothing("nothing of it is derived and stored"),
  membership: nothing("nothing of it is derived and stored"),
  workgroups: nothing("nothing of it is derived and stored"),
  notices: nothing("nothing of it is derived and stored"),
  confirmations: nothing("nothing of it is derived and stored"),
  components: nothing("nothing of it is derived and stored"),
  rules: nothing("rules are held against their hashes with rounds and results"),
  rounds: roundsExamine,
  plans: plansExamine,
  votes: nothing("ballots are examined with their logs"),
  results: resultsExamine,
  drafts: draftsExamine,
  records: nothing("nothing of it is derived and stored"),
  meetings: nothing("nothing of it is derived and stored"),
  reviews: nothing("nothing of it is derived and stored"),
  checklists: nothing("nothing of it is derived and stored"),
  comments: nothing("nothing of it is derived and stored"),
  evidence: nothing("nothing of it is derived and stored"),
  moderation: nothing("nothing of it is derived and stored"),
  threads: nothing("nothing of it is derived and stored"),
  faq: nothing("nothing of it is derived and stored"),
  approvals: approvalsExamine,
  endorsements: endorsementsExamine,
  live: liveExamine,
  townhalls: nothing("nothing of it is derived and stored"),
  representation: nothing("nothing of it is derived and stored"),
  translation: nothing("nothing of it is derived and stored"),
  suggestions: nothing("nothing of it is derived and stored"),
  calls: nothing("nothing of it is derived and stored"),
  release: releaseExamine,
  discussion: nothing("nothing of it is derived and stored"),
  timeline: nothing("nothing of it is derived and stored"),
  search: nothing(
    "known words only help to find; one too many or too few changes no page but that of a slip",
  ),
  feeds: nothing("nothing of it is derived and stored"),
  verification: nothing("nothing of it is derived and stored"),
  report: nothing("nothing of it is derived and stored"),
  opendata: nothing("nothing of it is derived and stored"),
  profile: nothing("nothing of it is derived and stored"),
  overview: nothing("nothing of it is derived and stored"),
} satisfies Registry<Examine>;

/** In the order of the features: what rests on others is examined after them. */
export const examinations: readonly Examine[] = registered<Examine>(registrations);
