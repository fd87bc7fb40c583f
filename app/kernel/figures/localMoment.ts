import { dateFormat } from "~/kernel/language/intl";

/** A moment as the browser's field for a date and a time takes it, on the wall clock of a zone; nothing where there is none. */
export function localMomentText(moment: Date | string | null | undefined, zone = "UTC"): string {
  if (!moment) return "";
  const at = new Date(moment).getTime();
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);
}

const day = 24 * 60 * 60 * 1000;

/**
 * The moment of such a text on the wall clock of a zone; null for what is none. Of an hour that the clocks show twice the first is
 * taken, and an hour that they skip as the one after.
 */
export function momentOfLocal(text: string, zone: string): Date | null {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const [before, after] = [offsetAt(zone, wall - day), offsetAt(zone, wall + day)];
  const shown = [before, after]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(zone, at) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : wall - before);
}

/** By how many milliseconds the wall clock of a zone is ahead of UTC at a moment. */
function offsetAt(zone: string, at: number): number {
  if (zone === "UTC") return 0;
  const second = Math.floor(at / 1000) * 1000;
  const parts = dateFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23", calendar: "gregory", numberingSystem: "latn" },
    ...{ year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(second);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - second;
}
