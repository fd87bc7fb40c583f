import { calendarFile } from "~/features/meetings/services/calendar.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { timelineCalendar } from "~/features/timeline/services/timelineCalendar.server";
import { sends } from "~/http/route.server";

/** The calendars of a process: its timeline, all its meetings, those of a series, one. */
export const loader = sends("anyone", async ({ deps, language, params, scope }) => {
  const process = scope.process as ProcessRow;
  const text =
    params.file === "timeline.ics"
      ? await timelineCalendar(deps, process, language)
      : await calendarFile(deps, process, params.file ?? "", language);
  if (text === null) return null;
  return new Response(text, {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
});
