import { DateTime, IANAZone } from "luxon";

/** Meetings that come again, as their host says it: on the same weekday and hour of a time zone. */
export type SeriesRule = {
  /** "2024-01-12". */
  readonly startsOn: string;
  /** "17:00" on the wall clock of the zone. */
  readonly time: string;
  readonly zone: string;
  readonly everyWeeks: number;
  /** The last day on which one may be. */
  readonly until: string;
};

/** Two years of weekly meetings; who wants more makes another series. */
const mostMeetings = 104;

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/**
 * The moment of a wall-clock time in a zone. An hour that the clocks skip is taken as the one after;
 * of an hour that they show twice the first is taken.
 */
export function momentIn(zone: string, day: string, time: string): Date {
  const moment = DateTime.fromISO(`${day}T${time}`, { zone });
  // By itself Luxon takes the one or the other, as the clocks go on the day on which it is asked.
  return (moment.getPossibleOffsets()[0] ?? moment).toJSDate();
}

/** A moment as a form for days and hours has it, on the wall clock of a zone: ["2024-01-12", "17:00"]. */
export function wallClock(zone: string, moment: Date): readonly [day: string, time: string] {
  const local = DateTime.fromJSDate(moment, { zone });
  return [local.toFormat("yyyy-MM-dd"), local.toFormat("HH:mm")];
}

/** The moments of all meetings of a series, in order. The wall clock stays the same when the clocks change. */
export function momentsOf({ startsOn, time, zone, everyWeeks, until }: SeriesRule): readonly Date[] {
  const moments: Date[] = [];
  let day = DateTime.fromISO(startsOn, { zone: "utc" });
  const last = DateTime.fromISO(until, { zone: "utc" });
  while (day <= last && moments.length < mostMeetings) {
    moments.push(momentIn(zone, day.toFormat("yyyy-MM-dd"), time));
    day = day.plus({ weeks: everyWeeks });
  }
  return moments;
}

/** Zones that runtimes list by a name of long ago; both names mean the same, and people look for the one of today. */
const renamed = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

/** A zone by the name that it has today, where the runtime knows it. */
export function currentZone(zone: string): string {
  const name = renamed.get(zone);
  return name !== undefined && isZone(name) ? name : zone;
}

/** The time zones that a host can choose from: every one that the runtime knows, UTC first. */
export function zoneNames(): readonly string[] {
  const known = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC");
  return ["UTC", ...[...new Set(known.map(currentZone))].sort()];
}
