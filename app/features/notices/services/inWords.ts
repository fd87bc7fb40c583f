import { type NoticeValues, titlesIn } from "~/features/notices/domain/values";
import { intlTag } from "~/i18n/intlTag";
import { momentInWords } from "~/i18n/momentInWords";
import { isContentLanguage } from "~/kernel/language/content";
import { listFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { ownName } from "~/kernel/language/ownName";
import type { Translate } from "~/platform/deps";

/** The values of a notice as its sentence says them: titles, decisions, moments and languages in the reader's language and time zone. */
export function inWords(
  t: Translate,
  language: Language,
  values: NoticeValues,
  zone: string | null = null,
): Record<string, string | number> {
  const said = titlesIn(language, values);
  if ("decision" in values) said.decision = t(`notices:decision.${values.decision}`);
  // Nobody shows their address for want of a name, and who was erased is not named.
  if (values.by === "") said.by = t("common:changes.unnamed");
  if (values.sentTo === "") said.sentTo = "…";
  if (typeof values.refusal === "string") said.why = t(`errors:code.${values.refusal}`);
  if (typeof values.confirms === "string") said.act = t(`notices:confirms.${values.confirms}`, said);
  if ("role" in values) said.role = t(`membership:role.${values.role}`);
  if (typeof values.tongues === "string") said.tongues = tonguesIn(language, values.tongues);
  if (typeof values.until === "string") said.until = untilInWords(t, language, values.until, zone);
  if (typeof values.former === "string") said.former = momentInWords(language, new Date(values.former), zone);
  if (typeof values.at === "string") said.when = momentInWords(language, new Date(values.at), zone);
  return said;
}

/** Until when something holds: a moment, or an act that nobody has set a time for. */
function untilInWords(
  t: (key: string) => string,
  language: Language,
  until: string,
  zone: string | null,
): string {
  if (until === "") return t("notices:untilLifted");
  return until === "by-hand" ? t("notices:untilClosed") : momentInWords(language, new Date(until), zone);
}

/** Languages by their own names, listed as the reader's language lists things. */
function tonguesIn(language: Language, tongues: string): string {
  const names = tongues.split(" ").filter(isContentLanguage).map(ownName);
  return names.length === 0 ? "—" : listFormat(intlTag(language), { type: "conjunction" }).format(names);
}
