import { momentInWords } from "~/i18n/momentInWords";
import type { Language } from "~/kernel/language/languages";

/** The values of a notice as its sentence says them: decisions and moments in the reader's language. */
export function inWords(
  t: (key: string) => string,
  language: Language,
  values: Readonly<Record<string, string | number>>,
): Record<string, string | number> {
  const said = { ...values };
  if ("decision" in values) said.decision = t(`notices:decision.${values.decision}`);
  if ("role" in values) said.role = t(`membership:role.${values.role}`);
  if (typeof values.at === "string") said.when = momentInWords(language, new Date(values.at));
  return said;
}
