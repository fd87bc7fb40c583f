import { dateFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { intlTag } from "./intlTag";

/** A day ("2030-01-31") as mails say it. */
export const dayInWords = (language: Language, day: string): string =>
  dateFormat(intlTag(language), { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

/** A moment as mails say it: in the time zone of the reader, which it names, or in UTC to one whose zone nobody knows. */
export function momentInWords(language: Language, at: Date, zone: string | null = null): string {
  const timeZone = zone ?? "UTC";
  const said = dateFormat(intlTag(language), { dateStyle: "full", timeStyle: "short", timeZone }).format(at);
  // Names of zones are Latin letters, whichever way the sentence runs.
  return zone === null ? `${said} UTC` : `${said} (\u2068${zone.replaceAll("_", " ")}\u2069)`;
}
