import { dateFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { intlTag } from "./intlTag";

/** A moment as mails say it, to readers whose time zone nobody knows. */
export function momentInWords(language: Language, at: Date): string {
  const format = dateFormat(intlTag(language), { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });
  return `${format.format(at)} UTC`;
}
