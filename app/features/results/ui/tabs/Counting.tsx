import { figure } from "~/features/results/domain/resultView";
import type { UncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import { MovedVotes } from "~/features/results/ui/tabs/MovedVotes";
import { ResultComparison } from "~/features/results/ui/tabs/ResultComparison";
import { Uncounted } from "~/features/results/ui/tabs/Uncounted";
import type { Names } from "~/features/results/ui/words";
import { RuleText } from "~/features/rules/ui/RuleText";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly view: ResultView;
  readonly names: Names;
  readonly uncounted: UncountedRounds;
  /** The sum of all scores, exact. */
  readonly total: string;
};

/** The rule in words, every other count beside this one, what was merged and left out, and rounds that do not count here. */
export function Counting({ base, view, names, uncounted, total }: Props) {
  const { head } = view;
  const words = useWords();
  const { t, format } = words;
  return (
    <>
      <section className="section" aria-labelledby="rule">
        <h2 id="rule">
          <Labelled label={t("results:counting.rule")}>{ruleName(words, view.rule)}</Labelled>
        </h2>
        <RuleText rule={head.rule} />
        <p>
          <PageLink to={`${base}/rules/${head.ruleHash}`}>{t("results:counting.ruleLink")}</PageLink>
        </p>
        <dl className="facts">
          <div>
            <dt>{t("results:fact.cells")}</dt>
            <dd>
              {format.number(head.cellsAnswered)}{" "}
              <small>{t("results:fact.of", { total: format.number(head.cellsAsked) })}</small>
            </dd>
          </div>
          <div>
            <dt>{t("results:fact.mean")}</dt>
            <dd>
              {format.number(figure(head.mean))}{" "}
              <small dir="ltr">
                {total} / {view.components}
              </small>
            </dd>
          </div>
        </dl>
      </section>
      <ResultComparison rows={view.rows} names={names} />
      <MovedVotes head={head} moved={view.moved} names={names} />
      <Uncounted base={base} uncounted={uncounted} />
    </>
  );
}
