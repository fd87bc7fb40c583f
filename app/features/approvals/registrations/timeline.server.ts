import { sql } from "drizzle-orm";
import { z } from "zod";
import { hasBeginning, roundSpan } from "~/features/rounds/registrations/timeline.server";
import { type Localized, localize } from "~/kernel/language/localized";
import { saidAs, type TimelineRegistration, timelineSource } from "~/platform/timeline";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { rounds } from "~db/schema/rounds";

export const approvalsTimeline: TimelineRegistration = [
  timelineSource(
    "approval",
    z.object({ number: z.number(), title: z.custom<Localized>(), label: z.string(), isVoid: z.boolean() }),
    (processId) => sql`
      select 'release' as stream, r.id::text, ${roundSpan},
        jsonb_build_object('number', r.number, 'title', r.title, 'label', d.label,
          'isVoid', r.voided_at is not null) as facts
      from ${rounds} r join ${approvals} a on a.round_id = r.id join ${drafts} d on d.id = a.draft_id
      where r.process_id = ${processId} and ${hasBeginning}`,
    ({ number, title, label, isVoid }, { language, t }) => ({
      title: saidAs(
        localize(title, language),
        (text) =>
          `${t("rounds:approvals.named", { number, title: text })} · ${label}${isVoid ? ` · ${t("rounds:phase.void")}` : ""}`,
      ),
      path: `/approvals/${number}`,
    }),
  ),
];
