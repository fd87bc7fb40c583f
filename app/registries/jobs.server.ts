import { accountsJobs } from "~/features/accounts/registrations/jobs.server";
import { confirmationsJobs } from "~/features/confirmations/registrations/jobs.server";
import { draftsJobs } from "~/features/drafts/registrations/jobs.server";
import { endorsementsJobs } from "~/features/endorsements/registrations/jobs.server";
import { meetingsJobs } from "~/features/meetings/registrations/jobs.server";
import { noticesJobs } from "~/features/notices/registrations/jobs.server";
import { plansJobs } from "~/features/plans/registrations/jobs.server";
import { processesJobs } from "~/features/processes/registrations/jobs.server";
import { recordlogJobs } from "~/features/recordlog/registrations/jobs.server";
import { representationJobs } from "~/features/representation/registrations/jobs.server";
import { roundsJobs } from "~/features/rounds/registrations/jobs.server";
import { translationJobs } from "~/features/translation/registrations/jobs.server";
import { workgroupsJobs } from "~/features/workgroups/registrations/jobs.server";
import { type Job, nothing, type Registry, registered } from "~/platform/registrations";

/** What the server does for each feature by itself. */
const registrations = {
  accounts: accountsJobs,
  recordlog: recordlogJobs,
  processes: processesJobs,
  membership: nothing("happens only when somebody asks for it"),
  workgroups: workgroupsJobs,
  notices: noticesJobs,
  confirmations: confirmationsJobs,
  components: nothing("happens only when somebody asks for it"),
  rules: nothing("happens only when somebody asks for it"),
  rounds: roundsJobs,
  plans: plansJobs,
  votes: nothing("happens only when somebody asks for it"),
  results: nothing("happens only when somebody asks for it"),
  drafts: draftsJobs,
  records: nothing("happens only when somebody asks for it"),
  meetings: meetingsJobs,
  reviews: nothing("happens only when somebody asks for it"),
  checklists: nothing("happens only when somebody asks for it"),
  comments: nothing("happens only when somebody asks for it"),
  evidence: nothing("happens only when somebody asks for it"),
  moderation: nothing("happens only when somebody asks for it"),
  threads: nothing("happens only when somebody asks for it"),
  faq: nothing("happens only when somebody asks for it"),
  approvals: nothing("happens only when somebody asks for it"),
  endorsements: endorsementsJobs,
  live: nothing("who is in a room is looked after by its sockets"),
  townhalls: nothing("happens only when somebody asks for it"),
  representation: representationJobs,
  translation: translationJobs,
  suggestions: nothing("nothing of it is done by itself"),
  calls: nothing("happens only when somebody asks for it"),
  release: nothing("happens only when somebody asks for it"),
  discussion: nothing("happens only when somebody asks for it"),
  timeline: nothing("happens only when somebody asks for it"),
  search: nothing("happens only when somebody asks for it"),
  feeds: nothing("happens only when somebody asks for it"),
  verification: nothing("happens only when somebody asks for it"),
  report: nothing("happens only when somebody asks for it"),
  opendata: nothing("happens only when somebody asks for it"),
  profile: nothing("happens only when somebody asks for it"),
  overview: nothing("happens only when somebody asks for it"),
} satisfies Registry<readonly Job[]>;

export const jobs: readonly Job[] = registered<readonly Job[]>(registrations).flat();
