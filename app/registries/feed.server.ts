import { approvalsFeed } from "~/features/approvals/registrations/feed.server";
import { callsFeed } from "~/features/calls/registrations/feed.server";
import { commentsFeed } from "~/features/comments/registrations/feed.server";
import { draftsFeed } from "~/features/drafts/registrations/feed.server";
import { endorsementsFeed } from "~/features/endorsements/registrations/feed.server";
import { faqFeed } from "~/features/faq/registrations/feed.server";
import { meetingsFeed } from "~/features/meetings/registrations/feed.server";
import { moderationFeed } from "~/features/moderation/registrations/feed.server";
import { recordsFeed } from "~/features/records/registrations/feed.server";
import { releaseFeed } from "~/features/release/registrations/feed.server";
import { resultsFeed } from "~/features/results/registrations/feed.server";
import { reviewsFeed } from "~/features/reviews/registrations/feed.server";
import { roundsFeed } from "~/features/rounds/registrations/feed.server";
import { threadsFeed } from "~/features/threads/registrations/feed.server";
import { type Feed, type FeedOfOne, type FeedRegistration, streams } from "~/platform/feeds";
import { inPublishedOrder, nothing, type Registry, registered } from "~/platform/registrations";

/** What can be followed of each feature. */
const registrations = {
  accounts: nothing("people are not followed"),
  recordlog: nothing("the feeds of the acts have them"),
  processes: nothing("what happens in a process is of other features"),
  membership: nothing("people are not followed"),
  workgroups: nothing("has nothing of its own to follow"),
  notices: nothing("told to one person each"),
  confirmations: nothing("concerns the organizers until it is done"),
  components: nothing("has nothing of its own to follow"),
  rules: nothing("has nothing of its own to follow"),
  rounds: roundsFeed,
  plans: nothing("the record log has each when it is sealed"),
  votes: nothing("has nothing of its own to follow"),
  results: resultsFeed,
  drafts: draftsFeed,
  records: recordsFeed,
  meetings: meetingsFeed,
  reviews: reviewsFeed,
  checklists: nothing("stands with the versions"),
  comments: commentsFeed,
  evidence: nothing("stands with the versions"),
  moderation: moderationFeed,
  threads: threadsFeed,
  faq: faqFeed,
  approvals: approvalsFeed,
  endorsements: endorsementsFeed,
  live: nothing("has nothing of its own to follow"),
  townhalls: nothing("minutes are in the feed of townhalls"),
  representation: nothing("has nothing of its own to follow"),
  translation: nothing("stands with what is translated"),
  suggestions: nothing("suggestions are in the feed of comments"),
  calls: callsFeed,
  release: releaseFeed,
  discussion: nothing("has nothing of its own to follow"),
  timeline: nothing("has nothing of its own to follow"),
  search: nothing("has nothing of its own to follow"),
  feeds: nothing("has nothing of its own to follow"),
  verification: nothing("has nothing of its own to follow"),
  report: nothing("has nothing of its own to follow"),
  opendata: nothing("has nothing of its own to follow"),
  profile: nothing("has nothing of its own to follow"),
  overview: nothing("has nothing of its own to follow"),
} satisfies Registry<FeedRegistration>;

const all = registered<FeedRegistration>(registrations);

/** What can be followed of a whole process, in the order of the page that lists it. */
export const feeds: readonly Feed[] = inPublishedOrder(
  all.flatMap(({ feeds }) => feeds),
  streams,
);

/** What can be followed of one thing each. */
export const feedsOfOne: readonly FeedOfOne[] = all.flatMap(({ ofOne }) => ofOne ?? []);
