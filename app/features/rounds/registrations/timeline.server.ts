import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Localized, localize } from "~/kernel/language/localized";
import { saidAs, type TimelineRegistration, timelineSource, utcDay } from "~/platform/timeline";
import { rounds } from "~db/schema/rounds";
import { workgroups } from "~db/schema/workgroups";

/** From when a round opens, or will open by itself, to when it closes; or was declared void, after which it goes on to no end. */
export const roundSpan = sql`${utcDay(sql`coalesce(r.opened_at, r.opens_at)`)} as starts,
  ${utcDay(sql`coalesce(r.voided_at, r.closed_at, r.closes_at)`)} as ends`;

/** Whether it is known when a round opens: one that was held up then is in preparation again. */
export const hasBeginning = sql`(r.opened_at is not null or (r.opens_at is not null and r.opening_refused is null))`;

/** Rounds of votes on components, from when they open, or will open. */
export const roundsTimeline: TimelineRegistration = [
  timelineSource(
    "round",
    z.object({
      number: z.number(),
      title: z.custom<Localized>(),
      group: z.string().nullable(),
      isVoid: z.boolean(),
    }),
    (processId) => sql`
      select 'consultation' as stream, r.id::text, ${roundSpan},
        jsonb_build_object('number', r.number, 'title', r.title, 'group', w.name, 'isVoid', r.voided_at is not null) as facts
      from ${rounds} r left join ${workgroups} w on w.id = r.workgroup_id
      where r.process_id = ${processId} and r.kind = 'components' and ${hasBeginning}`,
    ({ number, title, group, isVoid }, { language, t }) => ({
      title: saidAs(
        localize(title, language),
        (text) =>
          `${t("rounds:named", { number, title: text })} · ${group ?? t("rounds:public")}${isVoid ? ` · ${t("rounds:phase.void")}` : ""}`,
      ),
      path: `/rounds/${number}`,
    }),
  ),
];
