import { isFragile, substanceOf } from "~/features/results/domain/firmness";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { BandLegend, BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { HeatCell } from "./charts";
import { asNumber, type Names, robustnessSentence } from "./words";

type Props = { result: ResultDocument; names: Names };

/** The result itself: band, score, what was said per criterion, and how firmly the band stands. */
export function ComponentTable({ result, names }: Props) {
  const words = useWords();
  const { t, format } = words;
  // Of one ballot, or of none, no other count says anything.
  const isCompared = substanceOf(result) === "ballots";
  const rows = [...result.components].sort((a, b) => asNumber(b.score) - asNumber(a.score));
  const most = Math.max(
    0,
    ...rows.flatMap((one) =>
      result.criteria.map((criterion) => ownValue(one.byCriterion, criterion)?.points ?? 0),
    ),
  );
  return (
    <section aria-labelledby="by-component">
      <h2 id="by-component">{t("results:table.title")}</h2>
      <BandLegend />
      <Scroll label={t("results:table.title")}>
        <table>
          <caption>{t(`results:table.caption.${result.rule.count}`)}</caption>
          <TableHead
            columns={[
              t("results:table.component"),
              t("results:table.band"),
              { label: t("results:table.score"), kind: "n" as const },
              ...result.criteria.map((criterion) => ({
                label: ownValue(names.criteria, criterion) ?? criterion,
                kind: "wide-only" as const,
              })),
            ]}
          />
          {rows.map((one) => (
            <tbody key={one.component} id={`component-${one.component}`}>
              <tr className="joined">
                <th scope="row">{ownValue(names.components, one.component) ?? one.component}</th>
                <td>
                  <BandMark band={one.band} />
                </td>
                <td className="n">{format.number(asNumber(one.score))}</td>
                {result.criteria.map((criterion) => (
                  <td key={criterion} className="wide-only">
                    <HeatCell value={ownValue(one.byCriterion, criterion)?.points ?? 0} most={most} />
                  </td>
                ))}
              </tr>
              <tr>
                <td colSpan={3 + result.criteria.length} className="quiet small">
                  {isCompared && (
                    <span className={isFragile(one) ? "frag" : "holds"} aria-hidden="true">
                      {isFragile(one) ? "◐" : "●"}
                    </span>
                  )}{" "}
                  {t("results:table.persons", { requiring: one.votersRequiring, asked: one.votersAsked })}{" "}
                  {one.votersNotJudging !== undefined &&
                    t("results:table.notJudging", { count: one.votersNotJudging })}{" "}
                  {isCompared && robustnessSentence(words, names, one)}
                </td>
              </tr>
            </tbody>
          ))}
        </table>
      </Scroll>
    </section>
  );
}
