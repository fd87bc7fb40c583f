import { sql } from "drizzle-orm";
import { z } from "zod";
import { saidIn, type TimelineRegistration, timelineSource, utcDay } from "~/platform/timeline";
import { drafts } from "~db/schema/drafts";

const facts = z.object({ label: z.string() });

/** Versions, and how long they can be commented on. */
export const draftsTimeline: TimelineRegistration = [
  timelineSource(
    "draft",
    facts,
    (processId) => sql`
      select 'release' as stream, d.id::text, ${utcDay(sql`d.published_at`)} as starts, null::date as ends,
        jsonb_build_object('number', d.number, 'label', d.label) as facts
      from ${drafts} d where d.process_id = ${processId} and d.state <> 'working' and d.published_at is not null`,
    ({ label }, { language, t }) => ({
      title: saidIn(language, t("discussion:drafts.title", { label })),
      path: `/drafts/${label}`,
    }),
  ),
  timelineSource(
    "comments",
    facts,
    (processId) => sql`
      select 'consultation' as stream, d.id || '-comments' as id, ${utcDay(sql`d.published_at`)} as starts,
        ${utcDay(sql`d.comments_until`)} as ends, jsonb_build_object('number', d.number, 'label', d.label) as facts
      from ${drafts} d where d.process_id = ${processId} and d.state <> 'working' and d.published_at is not null
        and d.comments_until is not null`,
    ({ label }, { language, t }) => ({
      title: saidIn(language, t("timeline:commentsOn", { label })),
      path: `/drafts/${label}/comments`,
    }),
  ),
];
