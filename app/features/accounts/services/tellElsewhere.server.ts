import { browserOf } from "~/features/accounts/domain/browser";
import { inLanguage } from "~/i18n/languagePath";
import { momentInWords } from "~/i18n/momentInWords";
import { defaultLanguage, isLanguage } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import type { users } from "~db/schema/accounts";

/** Who signed in on a device of which none of their sessions is, and what it says of itself. */
export type Elsewhere = {
  readonly person: Pick<typeof users.$inferSelect, "email" | "locale" | "timeZone">;
  readonly device: string;
};

/**
 * Tells somebody at once that their account was signed in to on another device: when, with what, and how to end it. It is a letter of
 * its own, as it is of no process and waits for no mail of the day. Where the mail server does not take it, they are signed in all the same.
 */
export async function tellElsewhere(deps: Deps, { person, device }: Elsewhere): Promise<void> {
  const language = isLanguage(person.locale) ? person.locale : defaultLanguage;
  const t = deps.translator(language);
  const known = browserOf(device);
  await deps.mail({
    to: person.email,
    subject: t("mail:elsewhere.subject"),
    text: t("mail:elsewhere.body", {
      when: momentInWords(language, deps.now(), person.timeZone),
      device: known ? t("common:device.known", known) : t("common:device.unknown"),
      link: `${deps.settings.origin}${inLanguage(language, "/profile")}#sessions`,
    }),
  });
}
