import { standingOfResult } from "~/features/results/domain/standingOfResult";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { markedTitle } from "~/features/results/services/standingWords";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Translate } from "~/platform/deps";
import type { AnswerWords } from "./answerWords";

/** What previews say of a result: the first thing that its page says. */
export function previewOfResult(
  { t, language }: { readonly t: Translate; readonly language: Language },
  { title, result }: Pick<CompilationRow, "title" | "result">,
  { caution, sentences }: AnswerWords,
) {
  return {
    title: markedTitle(t, localize(title, language).text, standingOfResult(result)),
    description: [...(caution ? [caution] : []), ...sentences].join(" "),
    alt: t("results:preview"),
  };
}
