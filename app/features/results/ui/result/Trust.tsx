import { substanceOf } from "~/features/results/domain/firmness";
import type { ResultHead } from "~/features/results/domain/resultView";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { CheckProgram } from "~/ui/text/CheckLinks";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly here: string;
  readonly head: ResultHead;
  readonly isPublished: boolean;
  /** Whether enough witnesses have seen that it was published; null where the process asks for none. */
  readonly isWitnessed: boolean | null;
  readonly view: Pick<ResultView, "rule" | "fragile" | "components">;
};

/** Why to believe it: who voted, by which rule, how firmly it stands, and how to check it. */
export function Trust({ base, here, head, isPublished, isWitnessed, view }: Props) {
  const words = useWords();
  const { t, format } = words;
  const rule = ruleName(words, view.rule);
  return (
    <div className="trust">
      <p>
        <strong>
          {t("results:trust.voted", {
            voted: format.number(head.voters + head.excluded),
            count: head.onRoll,
          })}
        </strong>{" "}
        <PageLink to={`${base}/rules/${head.ruleHash}`}>
          {head.declaredBefore === "yes"
            ? t("results:trust.declared", { rule })
            : t("results:trust.explored", { rule })}
        </PageLink>{" "}
        {substanceOf(head) === "ballots" &&
          (view.fragile === 0
            ? t("results:trust.firm")
            : t("results:trust.fragile", { count: view.fragile, total: view.components }))}
      </p>
      {isPublished && isWitnessed !== null && (
        <p className={isWitnessed ? "" : "notice warn"}>
          {t(isWitnessed ? "recordlog:result.witnessed" : "recordlog:result.notYet")}{" "}
          <PageLink to={`${base}/log#witnesses`}>{t("recordlog:witnesses.title")}</PageLink>
        </p>
      )}
      <div className="trust-check no-print">
        {isPublished && (
          <PageLink to={`/verify?result=${encodeURIComponent(here)}`} className="btn q">
            {t("common:check.here")}
          </PageLink>
        )}
        <p className="small">
          <PageLink to={`${here}?tab=files`}>{t("results:trust.check")}</PageLink>
        </p>
        {isPublished && <CheckProgram />}
      </div>
    </div>
  );
}
