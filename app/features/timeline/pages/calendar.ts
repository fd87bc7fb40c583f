import { calendarFile } from "~/features/meetings/services/calendar.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { timelineCalendar } from "~/features/timeline/services/timelineCalendar.server";
import { sends } from "~/http/route.server";

/** The calendars of a process: its timeline, all its meetings, those of a series, one. */
export const loader = sends(inProcess, "anyone", async ({ deps, language, params, process }) => {
  const text =
    params.file === "timeline.ics"
      ? await timelineCalendar(deps, process, language)
      : await calendarFile(deps, process, params.file ?? "", language);
  if (text === null) return null;
  return new Response(text, {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
});
