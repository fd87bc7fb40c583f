import { audit as approvals } from "~/features/approvals/feature";
import { audit as calls } from "~/features/calls/feature";
import { audit as checklists } from "~/features/checklists/feature";
import { audit as comments } from "~/features/comments/feature";
import { audit as components } from "~/features/components/feature";
import { audit as drafts } from "~/features/drafts/feature";
import { audit as endorsements } from "~/features/endorsements/feature";
import { audit as evidence } from "~/features/evidence/feature";
import { audit as faq } from "~/features/faq/feature";
import { audit as live } from "~/features/live/feature";
import { audit as meetings } from "~/features/meetings/feature";
import { audit as membership } from "~/features/membership/feature";
import { audit as moderation } from "~/features/moderation/feature";
import { audit as opendata } from "~/features/opendata/feature";
import { audit as processes } from "~/features/processes/feature";
import { audit as records } from "~/features/records/feature";
import { audit as release } from "~/features/release/feature";
import { audit as representation } from "~/features/representation/feature";
import { audit as results } from "~/features/results/feature";
import { audit as reviews } from "~/features/reviews/feature";
import { audit as rounds } from "~/features/rounds/feature";
import { audit as threads } from "~/features/threads/feature";
import { audit as townhalls } from "~/features/townhalls/feature";
import { audit as translation } from "~/features/translation/feature";
import { audit as votes } from "~/features/votes/feature";
import { audit as workgroups } from "~/features/workgroups/feature";
import type { AuditAction } from "~/kernel/named";
import { type Feature, type Nothing, nothing, type Registry, registered } from "~/platform/registrations";

type Names = Readonly<Record<string, AuditAction>>;

/** What each feature writes to the audit log. */
const registrations = {
  accounts: nothing("the audit log is of processes"),
  processes,
  membership,
  workgroups,
  notices: nothing("what people read and set is theirs"),
  components,
  rules: nothing("changes nothing that is logged"),
  rounds,
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
} satisfies Registry<Names>;

type Registrations = typeof registrations;
type NameOf<F extends Feature> = Registrations[F] extends Nothing ? never : keyof Registrations[F];
export type AuditName = { [F in Feature]: NameOf<F> }[Feature];

/** Everything that is written to the audit log. */
export const auditNames: ReadonlySet<string> = new Set(
  registered<Names>(registrations).flatMap((names) => Object.keys(names)),
);

/** Whether there are words for what a line of the log says. */
export const isAuditName = (action: string): action is AuditName => auditNames.has(action);
