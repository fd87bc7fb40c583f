import type { PhaseShown } from "~/features/overview/domain/phases";
import { intlTag } from "~/i18n/intlTag";
import { listFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import type { Translate } from "~/platform/deps";

/** What the picture of a process shows, for whoever does not see it. */
export function phasesInWords(
  { t, language }: { readonly t: Translate; readonly language: Language },
  phases: readonly PhaseShown[],
): string {
  const now = phases.filter(({ state }) => state === "now").map(({ phase }) => t(`overview:phase.${phase}`));
  if (now.length === 0) return t("common:preview.process");
  const names = listFormat(intlTag(language), { type: "conjunction" }).format(now);
  return t("overview:preview", { phases: names });
}
