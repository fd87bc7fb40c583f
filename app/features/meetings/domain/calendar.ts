import ical, { escape as escapeText, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

/** A meeting as calendars know it. */
export type CalendarMeeting = {
  /** Stable for as long as the meeting is on the list: calendars recognize it by this. */
  readonly uid: string;
  readonly sequence: number;
  readonly isCancelled: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly changedAt: Date;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly place: string;
};

/** The name of a calendar, on one line. The library escapes what is in events, but not this. */
export function calendarName(name: string): string {
  return escapeText(name.replace(/\s+/g, " "), false);
}

/**
 * Meetings as iCalendar (RFC 5545). Each is an event of its own in UTC, also those of a series: a moved
 * or cancelled one is then the same event with a higher SEQUENCE, which every program follows.
 */
export function calendarOf(
  name: string,
  meetings: readonly CalendarMeeting[],
  options: { readonly url: string; readonly language: string },
): string {
  const calendar = ical({
    name: calendarName(name),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Codraft", product: "Codraft", language: options.language.toUpperCase() },
    source: options.url,
    ttl: 60 * 60,
  });
  for (const meeting of meetings)
    calendar.createEvent({
      id: meeting.uid,
      sequence: meeting.sequence,
      stamp: meeting.changedAt,
      lastModified: meeting.changedAt,
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary: meeting.title,
      description: meeting.description,
      url: meeting.url,
      location: meeting.place,
      status: meeting.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  return calendar.toString();
}
