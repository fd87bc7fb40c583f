import { sends } from "~/http/route.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { calendarFile } from "~/services/townhalls/calendar.server";

/** The calendars of a process: of all its meetings, of a series, of one. */
export const loader = sends("anyone", async ({ deps, language, params, scope }) => {
  const text = await calendarFile(deps, scope.process as ProcessRow, params.file ?? "", language);
  if (text === null) return null;
  return new Response(text, {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
});
