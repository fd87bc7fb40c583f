import { dateFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { intlTag } from "./intlTag";

/** A day ("2030-01-31") as mails say it. */
export const dayInWords = (language: Language, day: string): string =>
  dateFormat(intlTag(language), { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

/** A moment as mails say it, to readers whose time zone nobody knows. */
export function momentInWords(language: Language, at: Date): string {
  const format = dateFormat(intlTag(language), { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(at)} UTC`;
}
