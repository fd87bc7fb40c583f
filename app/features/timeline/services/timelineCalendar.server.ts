import ical from "ical-generator";
import { calendarName } from "~/features/meetings/domain/calendar";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { inLanguage } from "~/i18n/languagePath";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { timelineOf } from "./timeline.server";

/** The whole timeline as iCalendar: every item an event of whole days, with the address of its page. */
export async function timelineCalendar(deps: Deps, process: ProcessRow, language: Language): Promise<string> {
  const entries = await timelineOf(deps, process, language);
  const host = new URL(deps.settings.origin).hostname;
  const base = `${deps.settings.origin}${inLanguage(language, `/p/${process.slug}`)}`;
  const calendar = ical({
    name: calendarName(localize(process.title, language).text),
    prodId: "//Codraft//Timeline//EN",
  });
  for (const { id, kind, from, to, title, path } of entries) {
    const start = new Date(`${from}T00:00:00Z`);
    const last = new Date(`${to ?? from}T00:00:00Z`);
    calendar.createEvent({
      id: `${kind}-${id}@${host}`,
      start,
      // The end of an event of whole days is the first day that is not in it (RFC 5545, 3.6.1).
      end: new Date(last.getTime() + 86_400_000),
      allDay: true,
      timezone: "UTC",
      stamp: start,
      summary: title.text,
      ...(path ? { url: `${base}${path}` } : {}),
    });
  }
  return calendar.toString();
}
