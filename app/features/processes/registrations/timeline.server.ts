import { sql } from "drizzle-orm";
import { z } from "zod";

import { type Localized, localize } from "~/kernel/language/localized";
import { type TimelineRegistration, timelineSource } from "~/platform/timeline";
import { milestones } from "~db/schema/processes";

/** What is planned for when. */
export const processesTimeline: TimelineRegistration = [
  timelineSource(
    "milestone",
    z.object({ title: z.custom<Localized>() }),
    (processId) => sql`
      select stream::text, id::text, starts_on as starts, ends_on as ends, jsonb_build_object('title', title) as facts
      from ${milestones} where process_id = ${processId}`,
    ({ title }, { language }) => ({ title: localize(title, language), path: null }),
  ),
];
