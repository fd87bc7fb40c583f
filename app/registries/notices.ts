import { notices as approvals } from "~/features/approvals/feature";
import { notices as calls } from "~/features/calls/feature";
import { notices as comments } from "~/features/comments/feature";
import { notices as confirmations } from "~/features/confirmations/feature";
import { notices as drafts } from "~/features/drafts/feature";
import { notices as endorsements } from "~/features/endorsements/feature";
import { notices as evidence } from "~/features/evidence/feature";
import { notices as meetings } from "~/features/meetings/feature";
import { notices as membership } from "~/features/membership/feature";
import { notices as moderation } from "~/features/moderation/feature";
import { notices as release } from "~/features/release/feature";
import { notices as results } from "~/features/results/feature";
import { notices as reviews } from "~/features/reviews/feature";
import { notices as rounds } from "~/features/rounds/feature";
import { notices as suggestions } from "~/features/suggestions/feature";
import { notices as translation } from "~/features/translation/feature";
import { notices as votes } from "~/features/votes/feature";
import { notices as workgroups } from "~/features/workgroups/feature";
import type { NoticeKind } from "~/kernel/named";
import { nothing, type Registry, registered } from "~/platform/registrations";

type Names = Readonly<Record<string, NoticeKind>>;

/** What each feature tells people about. */
const registrations = {
  accounts: nothing("tells nobody"),
  recordlog: nothing("people are told of the acts themselves"),
  processes: nothing("tells nobody"),
  membership,
  workgroups,
  notices: nothing("tells nobody"),
  confirmations,
  components: nothing("tells nobody"),
  rules: nothing("tells nobody"),
  rounds,
  plans: nothing("tells nobody"),
  votes,
  results,
  drafts,
  records: nothing("tells nobody"),
  meetings,
  reviews,
  checklists: nothing("tells nobody"),
  comments,
  evidence,
  moderation,
  threads: nothing("tells nobody"),
  faq: nothing("tells nobody"),
  approvals,
  endorsements,
  live: nothing("tells nobody"),
  townhalls: nothing("tells nobody"),
  representation: nothing("tells nobody"),
  translation,
  suggestions,
  calls,
  release,
  discussion: nothing("tells nobody"),
  timeline: nothing("tells nobody"),
  search: nothing("tells nobody"),
  feeds: nothing("tells nobody"),
  verification: nothing("tells nobody"),
  report: nothing("tells nobody"),
  opendata: nothing("tells nobody"),
  profile: nothing("tells nobody"),
  overview: nothing("tells nobody"),
} satisfies Registry<Names>;

/** Everything that people are told about. */
export const noticeNames: readonly string[] = registered<Names>(registrations).flatMap((names) =>
  Object.keys(names),
);
