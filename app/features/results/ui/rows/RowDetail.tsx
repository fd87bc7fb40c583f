import type { ResultRow } from "~/features/results/domain/resultView";
import { HeatCell } from "~/features/results/ui/charts";
import type { RowsProps } from "~/features/results/ui/rows/Rows";
import { flipSentence, groupName, variantWords } from "~/features/results/ui/words";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { PageLink } from "~/ui/text/PageLink";

/** With more workgroups than this, each is told by its score alone. */
const mostInFull = 8;

/** What stands behind a band: who said what, what other counts say, and how few voters decide. */
export function RowDetail({ head, names, most, reasons, here, row }: RowsProps & { row: ResultRow }) {
  const words = useWords();
  const { t, format } = words;
  const given = ownValue(reasons, row.component) ?? 0;
  const isInFull = head.workgroups.length <= mostInFull;
  return (
    <div className="result-detail">
      <Scroll label={t("results:row.points")}>
        <table>
          <caption>{t("results:row.points")}</caption>
          <thead>
            <tr>
              <td />
              {isInFull &&
                head.criteria.map((criterion) => (
                  <th key={criterion} scope="col">
                    {ownValue(names.criteria, criterion) ?? criterion}
                  </th>
                ))}
              <th scope="col">{t("results:table.score")}</th>
            </tr>
          </thead>
          <tbody>
            {head.workgroups.map((group, w) => {
              const said = row.groups[w] ?? null;
              return (
                <tr key={group.key}>
                  <th scope="row">
                    <bdi>{groupName(words, names, group)}</bdi>
                  </th>
                  {isInFull &&
                    head.criteria.map((criterion, i) => (
                      <td key={criterion}>
                        {said ? <HeatCell value={said.points[i] ?? 0} most={most} /> : "–"}
                      </td>
                    ))}
                  <td className="n">{said ? format.number(said.score) : t("results:charts.notAsked")}</td>
                </tr>
              );
            })}
            <tr>
              <th scope="row">{t("results:row.all")}</th>
              {isInFull &&
                head.criteria.map((criterion, i) => (
                  <td key={criterion}>
                    <HeatCell value={row.points[i] ?? 0} most={most} />
                  </td>
                ))}
              <td className="n">
                <b>{format.number(row.score)}</b>
              </td>
            </tr>
          </tbody>
        </table>
      </Scroll>
      <div className="says">
        <p>
          {t("results:table.persons", { requiring: row.votersRequiring, asked: row.votersAsked })}{" "}
          {row.votersNotJudging !== undefined &&
            t("results:table.notJudging", { count: row.votersNotJudging })}
        </p>
        {row.isFragile !== null && <p>{flipSentence(words, names, row)}</p>}
        {row.isFragile !== null && row.variants > 0 && (
          <>
            <p>{t("results:row.others", { agreeing: row.agreeing, count: row.variants })}</p>
            <ul className="verdicts">
              {row.verdicts.map(({ band, variants }) => (
                <li key={band}>
                  <BandMark band={band} />{" "}
                  {format.list(variants.map((variant) => variantWords(words, names, variant)))}
                </li>
              ))}
            </ul>
          </>
        )}
        {given > 0 && (
          <p>
            <PageLink to={`${here}?tab=reasons#reasons-${row.component}`}>
              {t("results:row.reasons", { count: given })}
            </PageLink>
          </p>
        )}
      </div>
    </div>
  );
}
