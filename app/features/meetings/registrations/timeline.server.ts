import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Localized, localize } from "~/kernel/language/localized";
import { saidAs, type TimelineRegistration, timelineSource, utcDay } from "~/platform/timeline";
import { townhalls } from "~db/schema/meetings";

/** Townhalls that were not cancelled. */
export const meetingsTimeline: TimelineRegistration = [
  timelineSource(
    "townhall",
    z.object({ number: z.number(), title: z.custom<Localized>() }),
    (processId) => sql`
      select 'consultation' as stream, m.id::text, ${utcDay(sql`m.starts_at`)} as starts, null::date as ends,
        jsonb_build_object('number', m.number, 'title', m.title) as facts
      from ${townhalls} m where m.process_id = ${processId} and m.state <> 'cancelled'`,
    ({ number, title }, { language, t }) => ({
      title: saidAs(localize(title, language), (text) => t("meetings:named", { number, title: text })),
      path: `/townhalls/${number}`,
    }),
  ),
];
