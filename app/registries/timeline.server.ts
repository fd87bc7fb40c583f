import { approvalsTimeline } from "~/features/approvals/registrations/timeline.server";
import { draftsTimeline } from "~/features/drafts/registrations/timeline.server";
import { meetingsTimeline } from "~/features/meetings/registrations/timeline.server";
import { processesTimeline } from "~/features/processes/registrations/timeline.server";
import { releaseTimeline } from "~/features/release/registrations/timeline.server";
import { reviewsTimeline } from "~/features/reviews/registrations/timeline.server";
import { roundsTimeline } from "~/features/rounds/registrations/timeline.server";
import { nothing, type Registry, registered } from "~/platform/registrations";
import type { TimelineRegistration } from "~/platform/timeline";

/** What of each feature is on the timeline and in its calendar. */
const registrations = {
  accounts: nothing("has no place in time that is planned"),
  recordlog: nothing("the acts have their own places"),
  processes: processesTimeline,
  membership: nothing("has no place in time that is planned"),
  workgroups: nothing("has no place in time that is planned"),
  notices: nothing("has no place in time that is planned"),
  confirmations: nothing("has no place in time that is planned"),
  components: nothing("has no place in time that is planned"),
  rules: nothing("has no place in time that is planned"),
  rounds: roundsTimeline,
  plans: nothing("its closing times stand with its rounds"),
  votes: nothing("has no place in time that is planned"),
  results: nothing("a result stands with the rounds that it counts"),
  drafts: draftsTimeline,
  records: nothing("has no place in time that is planned"),
  meetings: meetingsTimeline,
  reviews: reviewsTimeline,
  checklists: nothing("has no place in time that is planned"),
  comments: nothing("windows for comments are of the versions"),
  evidence: nothing("has no place in time that is planned"),
  moderation: nothing("has no place in time that is planned"),
  threads: nothing("has no place in time that is planned"),
  faq: nothing("has no place in time that is planned"),
  approvals: approvalsTimeline,
  endorsements: nothing("has no place in time that is planned"),
  live: nothing("has no place in time that is planned"),
  townhalls: nothing("a townhall is on it from when it is planned"),
  representation: nothing("has no place in time that is planned"),
  translation: nothing("has no place in time that is planned"),
  suggestions: nothing("has no place in time that is planned"),
  calls: nothing("calls are no part of the plan"),
  release: releaseTimeline,
  discussion: nothing("has no place in time that is planned"),
  timeline: nothing("has no place in time that is planned"),
  search: nothing("has no place in time that is planned"),
  feeds: nothing("has no place in time that is planned"),
  verification: nothing("has no place in time that is planned"),
  report: nothing("has no place in time that is planned"),
  opendata: nothing("has no place in time that is planned"),
  profile: nothing("has no place in time that is planned"),
  overview: nothing("has no place in time that is planned"),
} satisfies Registry<TimelineRegistration>;

/** In the order in which they are shown when they begin on the same day. */
export const timelines: readonly TimelineRegistration[] = registered<TimelineRegistration>(registrations, [
  "processes",
  "rounds",
  "approvals",
  "meetings",
  "drafts",
  "release",
  "reviews",
]);
