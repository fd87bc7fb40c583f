import { commentsWaiting } from "~/features/comments/registrations/waiting.server";
import { endorsementsWaiting } from "~/features/endorsements/registrations/waiting.server";
import { nothing, type Registry, registered } from "~/platform/registrations";
import type { Waiting } from "~/platform/waiting";

/** What of each feature waits for organizers. */
const registrations = {
  accounts: nothing("nothing of it waits for organizers"),
  recordlog: nothing("nothing in a log waits for anybody"),
  processes: nothing("nothing of it waits for organizers"),
  membership: nothing("nothing of it waits for organizers"),
  workgroups: nothing("nothing of it waits for organizers"),
  notices: nothing("nothing of it waits for organizers"),
  components: nothing("nothing of it waits for organizers"),
  rules: nothing("nothing of it waits for organizers"),
  rounds: nothing("nothing of it waits for organizers"),
  votes: nothing("nothing of it waits for organizers"),
  results: nothing("nothing of it waits for organizers"),
  drafts: nothing("nothing of it waits for organizers"),
  records: nothing("nothing of it waits for organizers"),
  meetings: nothing("nothing of it waits for organizers"),
  reviews: nothing("nothing of it waits for organizers"),
  checklists: nothing("nothing of it waits for organizers"),
  comments: commentsWaiting,
  evidence: nothing("nothing of it waits for organizers"),
  moderation: nothing("what waits is counted with what was said"),
  threads: nothing("nothing of it waits for organizers"),
  faq: nothing("nothing of it waits for organizers"),
  approvals: nothing("nothing of it waits for organizers"),
  endorsements: endorsementsWaiting,
  live: nothing("nothing of it waits for organizers"),
  townhalls: nothing("nothing of it waits for organizers"),
  representation: nothing("nothing of it waits for organizers"),
  translation: nothing("nothing of it waits for organizers"),
  calls: nothing("nothing of it waits for organizers"),
  release: nothing("nothing of it waits for organizers"),
  discussion: nothing("nothing of it waits for organizers"),
  timeline: nothing("nothing of it waits for organizers"),
  search: nothing("nothing of it waits for organizers"),
  feeds: nothing("nothing of it waits for organizers"),
  verification: nothing("nothing of it waits for organizers"),
  report: nothing("nothing of it waits for organizers"),
  opendata: nothing("nothing of it waits for organizers"),
  profile: nothing("nothing of it waits for organizers"),
  overview: nothing("nothing of it waits for organizers"),
} satisfies Registry<readonly Waiting[]>;

export const waiting: readonly Waiting[] = registered<readonly Waiting[]>(registrations).flat();
