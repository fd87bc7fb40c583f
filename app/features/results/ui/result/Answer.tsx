import { substanceOf } from "~/features/results/domain/firmness";
import type { ResultHead } from "~/features/results/domain/resultView";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import type { Band } from "~/features/rules/domain/bands";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import { useWords } from "~/i18n";

type Props = {
  readonly head: Pick<ResultHead, "rule" | "voters" | "onRoll">;
  readonly view: Pick<ResultView, "counts" | "components">;
};

const words = {
  required: "results:answer.required",
  "likely-required": "results:answer.likely-required",
  maybe: "results:answer.maybe",
  "likely-not-required": "results:answer.likely-not-required",
  "not-required": "results:answer.not-required",
} as const satisfies Record<Band, string>;

/** What was decided, in sentences made from the counts; where nothing was, that is the answer. */
export function Answer({ head, view }: Props) {
  const { t, format } = useWords();
  if (substanceOf(head) === "nothing") return <p className="result-answer">{t("results:caution.nothing")}</p>;
  const total = view.components;
  const others = view.counts.filter(({ band, count }) => band !== "required" && count > 0);
  const required = view.counts.find(({ band }) => band === "required")?.count ?? 0;
  const quorum = quorumVerdict(head.rule.quorum, head);
  return (
    <>
      {quorum && !quorum.isReached && (
        <p className="result-answer undecided">
          {t("results:caution.quorum", {
            needed: format.number(quorum.needed),
            voted: format.number(head.voters),
          })}
        </p>
      )}
      <p className="result-answer">
        <em>
          {required > 0
            ? t("results:answer.required", { count: required, total })
            : t("results:answer.none", { count: total })}
        </em>
        {others.map(({ band, count }) => (
          <span key={band}> {t(words[band], { count, total })}</span>
        ))}
      </p>
    </>
  );
}
