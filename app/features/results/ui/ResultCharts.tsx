import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { type BarMark, Heatmap, ScoreBars } from "./charts";
import { asNumber, type Names } from "./words";

type Props = { result: ResultDocument; names: Names };

/** The result drawn: scores with the thresholds between bands, by criterion, by workgroup. */
export function ResultCharts({ result, names }: Props) {
  const { t } = useWords();
  const rows = byScore(result);
  const label = (key: string) => ownValue(names.components, key) ?? key;
  const workgroups = result.workgroups.map(({ key }) => key);
  const criteria = rows.map((one) => ({
    key: one.component,
    label: label(one.component),
    values: result.criteria.map((criterion) => ownValue(one.byCriterion, criterion)?.points ?? 0),
  }));
  const byWorkgroup = rows.map((one) => ({
    key: one.component,
    label: label(one.component),
    values: workgroups.map((key) => {
      const group = ownValue(one.byWorkgroup, key);
      return group?.asked === "yes" ? asNumber(group.score) : null;
    }),
  }));
  return (
    <>
      <section className="section" aria-labelledby="scores">
        <h2 id="scores">{t("results:charts.scores")}</h2>
        <ScoreChart result={result} names={names} />
        <p className="small">
          <a href="#by-component">{t("results:charts.asTable")}</a>
        </p>
      </section>
      <Figure
        id="by-criterion"
        title={t("results:charts.byCriterion")}
        columns={result.criteria.map((key) => ownValue(names.criteria, key) ?? key)}
        rows={criteria}
      />
      <Figure
        id="by-workgroup"
        title={t("results:charts.byWorkgroup")}
        columns={workgroups.map((key) => ownValue(names.workgroups, key) ?? key)}
        rows={byWorkgroup}
      />
    </>
  );
}

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
          value: asNumber(one.score),
          band: one.band,
        }))}
      />
    </Scroll>
  );
}

/** The components of a result, the highest score first. */
export const byScore = (result: ResultDocument) =>
  [...result.components].sort((a, b) => asNumber(b.score) - asNumber(a.score));

type FigureProps = {
  id: string;
  title: string;
  columns: string[];
  rows: { key: string; label: string; values: (number | null)[] }[];
};

/** A heatmap with the table it was drawn from. */
function Figure({ id, title, columns, rows }: FigureProps) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Scroll label={title}>
        <Heatmap title={title} columns={columns} rows={rows} />
      </Scroll>
      <details className="more">
        <summary>{t("results:charts.table")}</summary>
        <Scroll label={t("results:charts.table")}>
          <table>
            <TableHead
              columns={[
                t("results:table.component"),
                ...columns.map((label) => ({ label, kind: "n" as const })),
              ]}
            />
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.label}</th>
                  {row.values.map((value, i) => (
                    <td className="n" key={columns[i]}>
                      {value === null ? t("results:charts.notAsked") : format.number(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}

/** Thresholds on the score axis; only multiples of the mean lie on it. */
function marksOf({ rule, mean }: ResultDocument): BarMark[] {
  if (rule.classify.method !== "mean-multiples") return [];
  return rule.classify.steps.map(({ threshold }) => ({
    at: asNumber(threshold) * asNumber(mean),
    label: `${threshold === "1" ? "" : threshold}µ`,
  }));
}
