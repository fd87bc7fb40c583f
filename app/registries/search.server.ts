import { commentsSearch } from "~/features/comments/registrations/search.server";
import { componentsSearch } from "~/features/components/registrations/search.server";
import { draftsSearch } from "~/features/drafts/registrations/search.server";
import { meetingsSearch } from "~/features/meetings/registrations/search.server";
import { resultsSearch } from "~/features/results/registrations/search.server";
import { townhallsSearch } from "~/features/townhalls/registrations/search.server";
import { nothing, type Registry, registered } from "~/platform/registrations";
import type { SearchSource } from "~/platform/searchSource";

/** Where the search looks. */
const registrations = {
  accounts: nothing("is not searched"),
  recordlog: nothing("entries have no words"),
  processes: nothing("is not searched"),
  membership: nothing("is not searched"),
  workgroups: nothing("is not searched"),
  notices: nothing("is not searched"),
  confirmations: nothing("is not searched"),
  components: componentsSearch,
  rules: nothing("is not searched"),
  rounds: nothing("is not searched"),
  plans: nothing("is not searched"),
  votes: nothing("is not searched"),
  results: resultsSearch,
  drafts: draftsSearch,
  records: nothing("is not searched"),
  meetings: meetingsSearch,
  reviews: nothing("is not searched"),
  checklists: nothing("is not searched"),
  comments: commentsSearch,
  evidence: nothing("is not searched"),
  moderation: nothing("is not searched"),
  threads: nothing("topics and questions are comments"),
  faq: nothing("is not searched"),
  approvals: nothing("is not searched"),
  endorsements: nothing("is not searched"),
  live: nothing("is not searched"),
  townhalls: townhallsSearch,
  representation: nothing("is not searched"),
  translation: nothing("translations are searched with what they translate"),
  suggestions: nothing("suggestions are comments"),
  calls: nothing("is not searched"),
  release: nothing("is not searched"),
  discussion: nothing("is not searched"),
  timeline: nothing("is not searched"),
  search: nothing("shows what others registered"),
  feeds: nothing("is not searched"),
  verification: nothing("is not searched"),
  report: nothing("is not searched"),
  opendata: nothing("is not searched"),
  profile: nothing("is not searched"),
  overview: nothing("is not searched"),
} satisfies Registry<SearchSource>;

export const searchSources: readonly SearchSource[] = registered<SearchSource>(registrations);
