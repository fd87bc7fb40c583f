import { sql } from "drizzle-orm";
import { z } from "zod";
import { saidIn, type TimelineRegistration, timelineSource, utcDay } from "~/platform/timeline";
import { townhalls } from "~db/schema/meetings";

/** Townhalls that were not cancelled. */
export const meetingsTimeline: TimelineRegistration = [
  timelineSource(
    "townhall",
    z.object({ number: z.number() }),
    (processId) => sql`
      select 'consultation' as stream, m.id::text, ${utcDay(sql`m.starts_at`)} as starts, null::date as ends,
        jsonb_build_object('number', m.number) as facts
      from ${townhalls} m where m.process_id = ${processId} and m.state <> 'cancelled'`,
    ({ number }, { language, t }) => ({
      title: saidIn(language, t("townhalls:title", { number })),
      path: `/townhalls/${number}`,
    }),
  ),
];
