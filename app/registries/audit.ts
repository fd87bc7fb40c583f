import { acts as approvals } from "~/features/approvals/feature";
import { acts as calls } from "~/features/calls/feature";
import { acts as checklists } from "~/features/checklists/feature";
import { acts as comments } from "~/features/comments/feature";
import { acts as components } from "~/features/components/feature";
import { acts as confirmations } from "~/features/confirmations/feature";
import { acts as drafts } from "~/features/drafts/feature";
import { acts as endorsements } from "~/features/endorsements/feature";
import { acts as evidence } from "~/features/evidence/feature";
import { acts as faq } from "~/features/faq/feature";
import { acts as live } from "~/features/live/feature";
import { acts as meetings } from "~/features/meetings/feature";
import { acts as membership } from "~/features/membership/feature";
import { acts as moderation } from "~/features/moderation/feature";
import { acts as opendata } from "~/features/opendata/feature";
import { acts as plans } from "~/features/plans/feature";
import { acts as processes } from "~/features/processes/feature";
import { acts as records } from "~/features/records/feature";
import { acts as release } from "~/features/release/feature";
import { acts as representation } from "~/features/representation/feature";
import { acts as results } from "~/features/results/feature";
import { acts as reviews } from "~/features/reviews/feature";
import { acts as rounds } from "~/features/rounds/feature";
import { acts as suggestions } from "~/features/suggestions/feature";
import { acts as threads } from "~/features/threads/feature";
import { acts as townhalls } from "~/features/townhalls/feature";
import { acts as translation } from "~/features/translation/feature";
import { acts as votes } from "~/features/votes/feature";
import { acts as workgroups } from "~/features/workgroups/feature";
import type { Acts, Telling } from "~/kernel/named";
import { type Feature, type Nothing, nothing, type Registry, registered } from "~/platform/registrations";

/** What is done in each feature, and who is told of it. What is done is written to the audit log. */
const registrations = {
  accounts: nothing("the audit log is of processes"),
  recordlog: nothing("the record log is made by the acts of others"),
  processes,
  membership,
  workgroups,
  notices: nothing("what people read and set is theirs"),
  confirmations,
  components,
  rules: nothing("changes nothing that is logged"),
  rounds,
  plans,
  votes,
  results,
  drafts,
  records,
  meetings,
  reviews,
  checklists,
  comments,
  evidence,
  moderation,
  threads,
  faq,
  approvals,
  endorsements,
  live,
  townhalls,
  representation,
  translation,
  suggestions,
  calls,
  release,
  discussion: nothing("changes nothing that is logged"),
  timeline: nothing("changes nothing that is logged"),
  search: nothing("changes nothing that is logged"),
  feeds: nothing("changes nothing that is logged"),
  verification: nothing("changes nothing that is logged"),
  report: nothing("changes nothing that is logged"),
  opendata,
  profile: nothing("changes nothing that is logged"),
  overview: nothing("changes nothing that is logged"),
} satisfies Registry<Acts>;

type Registrations = typeof registrations;
type NameOf<F extends Feature> = Registrations[F] extends Nothing ? never : keyof Registrations[F];
export type AuditName = { [F in Feature]: NameOf<F> }[Feature];

/** Every act, and who is told of it: what tells people reads it here. */
export const tellings: ReadonlyMap<string, Telling> = new Map(
  registered<Acts>(registrations).flatMap((acts) => Object.entries(acts)),
);

/** Everything that is written to the audit log. */
export const auditNames: ReadonlySet<string> = new Set(tellings.keys());

/** Whether there are words for what a line of the log says. */
export const isAuditName = (action: string): action is AuditName => auditNames.has(action);
