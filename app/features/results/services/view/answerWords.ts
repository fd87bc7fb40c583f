import { substanceOf } from "~/features/results/domain/firmness";
import type { ResultHead } from "~/features/results/domain/resultView";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import type { Band } from "~/features/rules/domain/bands";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import { intlTag } from "~/i18n/intlTag";
import { numberFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import type { Translate } from "~/platform/deps";

const words = {
  required: "results:answer.required",
  "likely-required": "results:answer.likely-required",
  maybe: "results:answer.maybe",
  "likely-not-required": "results:answer.likely-not-required",
  "not-required": "results:answer.not-required",
} as const satisfies Record<Band, string>;

/** Who was counted by which rule, and what came of it. */
export type Counted = Pick<ResultHead, "rule" | "voters" | "onRoll">;
export type Decided = Pick<ResultView, "counts" | "components">;
export type Saying = { readonly t: Translate; readonly language: Language };

/** What was decided, in sentences made from the counts. */
export type AnswerWords = {
  /** Why the count decides nothing; null if it does. */
  readonly caution: string | null;
  /** The first says what is required; none if nothing was counted. */
  readonly sentences: readonly string[];
};

export function answerWords(
  { t, language }: Saying,
  head: Counted,
  { counts, components: total }: Decided,
): AnswerWords {
  if (substanceOf(head) === "nothing") return { caution: t("results:caution.nothing"), sentences: [] };
  const others = counts.filter(({ band, count }) => band !== "required" && count > 0);
  const required = counts.find(({ band }) => band === "required")?.count ?? 0;
  const quorum = quorumVerdict(head.rule.quorum, head);
  const { format } = numberFormat(intlTag(language), {});
  return {
    caution:
      quorum && !quorum.isReached
        ? t("results:caution.quorum", { needed: format(quorum.needed), voted: format(head.voters) })
        : null,
    sentences: [
      required > 0
        ? t("results:answer.required", { count: required, total })
        : t("results:answer.none", { count: total }),
      ...others.map(({ band, count }) => t(words[band], { count, total })),
    ],
  };
}
