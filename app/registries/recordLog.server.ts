import { recorded as approvals } from "~/features/approvals/feature";
import { recorded as calls } from "~/features/calls/feature";
import { recorded as checklists } from "~/features/checklists/feature";
import { recorded as comments } from "~/features/comments/feature";
import { recorded as components } from "~/features/components/feature";
import { recorded as confirmations } from "~/features/confirmations/feature";
import { recorded as drafts } from "~/features/drafts/feature";
import { recorded as endorsements } from "~/features/endorsements/feature";
import { recorded as evidence } from "~/features/evidence/feature";
import { recorded as faq } from "~/features/faq/feature";
import { recorded as live } from "~/features/live/feature";
import { recorded as meetings } from "~/features/meetings/feature";
import { recorded as membership } from "~/features/membership/feature";
import { recorded as moderation } from "~/features/moderation/feature";
import { recorded as opendata } from "~/features/opendata/feature";
import { recorded as plans } from "~/features/plans/feature";
import { plansStand } from "~/features/plans/registrations/recordLog.server";
import { recorded as processes } from "~/features/processes/feature";
import type { Recording } from "~/features/recordlog/domain/recording";
import type { AsThingsStand } from "~/features/recordlog/services/recordLogDeps";
import { recorded as records } from "~/features/records/feature";
import { recorded as release } from "~/features/release/feature";
import { releaseStands } from "~/features/release/registrations/recordLog.server";
import { recorded as representation } from "~/features/representation/feature";
import { recorded as results } from "~/features/results/feature";
import { resultsStand } from "~/features/results/registrations/recordLog.server";
import { recorded as reviews } from "~/features/reviews/feature";
import { recorded as rounds } from "~/features/rounds/feature";
import { roundsStand } from "~/features/rounds/registrations/recordLog.server";
import { recorded as suggestions } from "~/features/suggestions/feature";
import { recorded as threads } from "~/features/threads/feature";
import { recorded as townhalls } from "~/features/townhalls/feature";
import { recorded as translation } from "~/features/translation/feature";
import { recorded as votes } from "~/features/votes/feature";
import { recorded as workgroups } from "~/features/workgroups/feature";
import type { AuditName } from "./audit";

/** What each act leaves in the record log. An act of any feature that does not say so does not compile. */
const registrations = {
  ...approvals,
  ...calls,
  ...checklists,
  ...comments,
  ...components,
  ...confirmations,
  ...drafts,
  ...endorsements,
  ...evidence,
  ...faq,
  ...live,
  ...meetings,
  ...membership,
  ...moderation,
  ...opendata,
  ...processes,
  ...records,
  ...release,
  ...representation,
  ...results,
  ...reviews,
  ...rounds,
  ...threads,
  ...townhalls,
  ...translation,
  ...suggestions,
  ...plans,
  ...votes,
  ...workgroups,
} satisfies Record<AuditName, Recording>;

export const recorded: ReadonlyMap<string, Recording> = new Map(Object.entries(registrations));

/** What stands in the log of a process that was there before it: kinds of entries, those first that others rest on. */
export const asThingsStand: readonly AsThingsStand[] = [plansStand, roundsStand, resultsStand, releaseStands];
