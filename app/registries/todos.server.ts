import { approvalsTodos } from "~/features/approvals/registrations/todos.server";
import { callsTodos } from "~/features/calls/registrations/todos.server";
import { commentsTodos } from "~/features/comments/registrations/todos.server";
import { confirmationsTodos } from "~/features/confirmations/registrations/todos.server";
import { endorsementsTodos } from "~/features/endorsements/registrations/todos.server";
import { evidenceTodos } from "~/features/evidence/registrations/todos.server";
import { meetingsTodos } from "~/features/meetings/registrations/todos.server";
import type { TodoSource } from "~/features/notices/services/todoSource";
import { plansTodos } from "~/features/plans/registrations/todos.server";
import { releaseTodos } from "~/features/release/registrations/todos.server";
import { resultsTodos } from "~/features/results/registrations/todos.server";
import { reviewsTodos } from "~/features/reviews/registrations/todos.server";
import { suggestionsTodos } from "~/features/suggestions/registrations/todos.server";
import { translationsTodos } from "~/features/translation/registrations/todos.server";
import { votesTodos } from "~/features/votes/registrations/todos.server";
import { workgroupsTodos } from "~/features/workgroups/registrations/todos.server";
import { nothing, type Registry, registeredByFeature } from "~/platform/registrations";

/** What of each feature waits for people, and what for organizers. */
const registrations = {
  accounts: nothing("nothing of it waits for anybody"),
  recordlog: nothing("nothing of it waits for anybody"),
  processes: nothing("nothing of it waits for anybody"),
  membership: nothing("nothing of it waits for anybody"),
  workgroups: workgroupsTodos,
  notices: nothing("nothing of it waits for anybody"),
  confirmations: confirmationsTodos,
  components: nothing("nothing of it waits for anybody"),
  rules: nothing("nothing of it waits for anybody"),
  rounds: nothing("what is voted on waits with its kind of round"),
  plans: plansTodos,
  votes: votesTodos,
  results: resultsTodos,
  drafts: nothing("what a version owes waits with the evidence"),
  records: nothing("nothing of it waits for anybody"),
  meetings: meetingsTodos,
  reviews: reviewsTodos,
  checklists: nothing("nothing of it waits for anybody"),
  comments: commentsTodos,
  evidence: evidenceTodos,
  moderation: nothing("what waits is counted with what was said"),
  threads: nothing("nothing of it waits for anybody"),
  faq: nothing("nothing of it waits for anybody"),
  approvals: approvalsTodos,
  endorsements: endorsementsTodos,
  live: nothing("nothing of it waits for anybody"),
  townhalls: nothing("a meeting and its minutes wait with the meetings"),
  representation: nothing("nothing of it waits for anybody"),
  translation: translationsTodos,
  suggestions: suggestionsTodos,
  calls: callsTodos,
  release: releaseTodos,
  discussion: nothing("nothing of it waits for anybody"),
  timeline: nothing("nothing of it waits for anybody"),
  search: nothing("nothing of it waits for anybody"),
  feeds: nothing("nothing of it waits for anybody"),
  verification: nothing("nothing of it waits for anybody"),
  report: nothing("nothing of it waits for anybody"),
  opendata: nothing("nothing of it waits for anybody"),
  profile: nothing("nothing of it waits for anybody"),
  overview: nothing("nothing of it waits for anybody"),
} satisfies Registry<readonly TodoSource[]>;

export const todoSources: ReadonlyMap<string, readonly TodoSource[]> =
  registeredByFeature<readonly TodoSource[]>(registrations);
