import { evidenceChanges } from "~/features/evidence/registrations/changes.server";
import { meetingsChanges } from "~/features/meetings/registrations/changes.server";
import { releaseChanges } from "~/features/release/registrations/changes.server";
import { reviewsChanges } from "~/features/reviews/registrations/changes.server";
import { townhallsChanges } from "~/features/townhalls/registrations/changes.server";
import type { ChangesRegistration } from "~/platform/changes";
import { nothing, type Registry, registered } from "~/platform/registrations";

/** What each feature keeps the changes of. */
const registrations = {
  accounts: nothing("what people say of themselves is theirs to change"),
  recordlog: nothing("nothing in a log is changed"),
  processes: nothing("settings are in the audit log"),
  membership: nothing("who joined and left is in the audit log"),
  workgroups: nothing("members and terms are in the audit log"),
  notices: nothing("has nothing public"),
  confirmations: nothing("what was asked for is done as it was asked, or not at all"),
  components: nothing("every version of the list is kept with its changes"),
  rules: nothing("rules are declared with rounds and results"),
  rounds: nothing("everything is in the log of the round"),
  plans: nothing("a sealed plan is never changed"),
  votes: nothing("ballots are in the logs of rounds"),
  results: nothing("results are never changed"),
  drafts: nothing("published versions are never changed"),
  records: nothing("the audit log says when they were"),
  meetings: meetingsChanges,
  reviews: reviewsChanges,
  checklists: nothing("is made of results"),
  comments: nothing("earlier wordings are kept beside comments"),
  evidence: evidenceChanges,
  moderation: nothing("every act is a row of its own"),
  threads: nothing("topics are comments"),
  faq: nothing("earlier versions are kept beside entries"),
  approvals: nothing("everything is in the log of the round"),
  endorsements: nothing("are given and taken back by those whose they are"),
  live: nothing("what happens in a room is a row of its own"),
  townhalls: townhallsChanges,
  representation: nothing("targets are in the audit log"),
  translation: nothing("the audit log says when they were"),
  suggestions: nothing("what was accepted and undone stays in its own table"),
  calls: nothing("the audit log says when they were"),
  release: releaseChanges,
  discussion: nothing("has no tables"),
  timeline: nothing("has no tables"),
  search: nothing("shows nothing of its own"),
  feeds: nothing("has no tables"),
  verification: nothing("has no tables"),
  report: nothing("has no tables"),
  opendata: nothing("has no tables"),
  profile: nothing("has no tables"),
  overview: nothing("has no tables"),
} satisfies Registry<ChangesRegistration>;

/** Everything public whose changes are kept. The database has a trigger for each (`keep_changes_of`). */
export const changeKinds: ChangesRegistration["kinds"] = registered<ChangesRegistration>(
  registrations,
).flatMap(({ kinds }) => kinds);
