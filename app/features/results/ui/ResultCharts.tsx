import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { figure } from "~/features/results/domain/resultView";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { type BarMark, ScoreBars } from "./charts";
import type { Names } from "./words";

type Props = { result: ResultDocument; names: Names };

/** Scores with the thresholds between bands, the highest first. */
export function ScoreChart({ result, names }: Props) {
  const { t } = useWords();
  return (
    <Scroll label={t("results:charts.scores")}>
      <ScoreBars
        title={t("results:charts.scores")}
        marks={marksOf(result)}
        rows={byScore(result).map((one) => ({
          key: one.component,
          label: ownValue(names.components, one.component) ?? one.component,
          value: figure(one.score),
          band: one.band,
        }))}
      />
    </Scroll>
  );
}

/** The components of a result, the highest score first. */
export const byScore = (result: ResultDocument) =>
  [...result.components].sort((a, b) => figure(b.score) - figure(a.score));

/** Thresholds on the score axis; only multiples of the mean lie on it. */
function marksOf({ rule, mean }: ResultDocument): BarMark[] {
  if (rule.classify.method !== "mean-multiples") return [];
  return rule.classify.steps.map(({ threshold }) => ({
    at: figure(threshold) * figure(mean),
    label: `${threshold === "1" ? "" : threshold}µ`,
  }));
}
