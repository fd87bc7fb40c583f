import type { PartProps } from "~/features/report/ui/parts";
import { figure } from "~/features/results/domain/resultView";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import { byScore, ScoreChart } from "~/features/results/ui/ResultCharts";
import { StandingLabel } from "~/features/results/ui/StandingLabel";
import { BandLegend, BandMark } from "~/features/rules/ui/bands";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export function Results({ data, base }: PartProps) {
  const words = useWords();
  const { t, format } = words;
  if (data.results.length === 0) return null;
  return (
    <section className="section" aria-labelledby="votes">
      <h2 id="votes">
        <PageLink to={`${base}/votes`}>{t("common:nav.votes")}</PageLink>
      </h2>
      {data.results.map(({ number, title, rule, result }) => (
        <div key={number}>
          <h3>
            <PageLink to={`${base}/results/${number}`}>
              <Content view={title} />
            </PageLink>
          </h3>
          <p className="small quiet">
            {t("results:list.line", { voters: result.voters, components: result.components.length })} ·{" "}
            <bdi>{ruleName(words, rule)}</bdi> · <StandingLabel {...standingOfResult(result)} />
          </p>
          <BandLegend />
          <ScoreChart result={result} names={data.names} />
          <details className="more">
            <summary>{t("results:charts.asTable")}</summary>
            <Scroll label={t("results:table.title")}>
              <table>
                <TableHead
                  columns={[
                    t("results:table.component"),
                    t("results:table.band"),
                    { label: t("results:table.score"), kind: "n" },
                  ]}
                />
                <tbody>
                  {byScore(result).map((one) => (
                    <tr key={one.component}>
                      <th scope="row">{ownValue(data.names.components, one.component) ?? one.component}</th>
                      <td>
                        <BandMark band={one.band} />
                      </td>
                      <td className="n">{format.number(figure(one.score))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </details>
        </div>
      ))}
    </section>
  );
}
