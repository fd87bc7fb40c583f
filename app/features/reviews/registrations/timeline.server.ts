import { sql } from "drizzle-orm";
import { z } from "zod";
import { saidIn, type TimelineRegistration, timelineSource, utcDay } from "~/platform/timeline";
import { drafts } from "~db/schema/drafts";
import { reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

/** When reviewers were confirmed (label null), and from when to when systems were held against each version. */
export const reviewsTimeline: TimelineRegistration = [
  timelineSource(
    "reviews",
    z.object({ label: z.string().nullable() }),
    (processId) => sql`
      select 'testing' as stream, 'reviewers' as id, ${utcDay(sql`min(r.decided_at)`)} as starts,
        ${utcDay(sql`max(r.decided_at)`)} as ends, jsonb_build_object('label', null) as facts
      from ${reviews} r join ${systems} s on s.id = r.system_id
      where s.process_id = ${processId} and r.state = 'confirmed' and r.decided_at is not null
      having count(*) > 0
      union all
      -- Words that were taken over from the version before keep their time.
      select 'testing', d.id || '-reviews', ${utcDay(sql`greatest(said.first, d.published_at)`)},
        ${utcDay(sql`greatest(said.first, d.published_at, said.last, settled.last)`)},
        jsonb_build_object('number', d.number, 'label', d.label)
      from ${drafts} d
        join lateral (
          select min(c.saved_at) as first, max(c.saved_at) as last
          from ${reviewCells} c join ${reviews} r on r.id = c.review_id and r.state = 'confirmed'
            join ${systems} s on s.id = r.system_id and s.process_id = ${processId}
          where c.draft_id = d.id) said on said.first is not null
        left join lateral (
          select max(x.settled_at) as last
          from ${settledCells} x join ${systems} s on s.id = x.system_id and s.process_id = ${processId}
          where x.draft_id = d.id) settled on true
      where d.process_id = ${processId} and d.state <> 'working'`,
    ({ label }, { language, t }) => ({
      title: saidIn(language, label === null ? t("timeline:reviewers") : t("timeline:reviewsOf", { label })),
      path: label === null ? "/systems" : `/systems?draft=${encodeURIComponent(label)}`,
    }),
  ),
];
