import type { Language } from "~/kernel/language/languages";
import type { Localized } from "~/kernel/language/localized";
import type { StoredText } from "~/kernel/text/stored";
import { storeAsShown } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";

/** A text of the demo in all its languages, stored as it is shown. */
export async function inAllShown(
  db: Db,
  words: Partial<Record<Language, string>>,
): Promise<Localized<StoredText<"message">>> {
  const wanted = Object.entries(words).map(([language, text]) => [language, ["message", text]] as const);
  return { source: "en", text: await storeAsShown(db, Object.fromEntries(wanted)) };
}
