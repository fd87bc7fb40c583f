import type { ResultRow } from "~/features/results/domain/resultView";
import type { Names } from "~/features/results/ui/words";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

export type Reference = {
  source: string;
  components: { component: string; total: number | null; label: string }[];
};
type Props = { reference: Reference; rows: readonly ResultRow[]; names: Names };

/** Figures published elsewhere beside the recomputed ones; differences are marked. */
export function PublishedBeside({ reference, rows, names }: Props) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby="published">
      <h2 id="published">{t("results:beside.title")}</h2>
      <p className="quiet measure">
        {t("results:beside.lead")} <bdi>{reference.source}</bdi>
      </p>
      <Scroll label={t("results:beside.title")}>
        <table>
          <TableHead
            columns={[
              t("results:table.component"),
              t("results:beside.publishedBand"),
              { label: t("results:beside.published"), kind: "n" as const },
              { label: t("results:beside.recomputed"), kind: "n" as const },
              { label: t("results:beside.difference"), kind: "n" as const },
              t("results:table.band"),
            ]}
          />
          <tbody>
            {rows.map((one) => {
              const known = reference.components.find(({ component }) => component === one.component);
              const { score } = one;
              const difference = known?.total === null || known === undefined ? null : score - known.total;
              return (
                <tr key={one.component}>
                  <th scope="row">{ownValue(names.components, one.component) ?? one.component}</th>
                  <td lang="en" dir="ltr">
                    {known?.label ?? "–"}
                  </td>
                  <td className="n">
                    {known?.total === null || known === undefined ? "–" : format.number(known.total)}
                  </td>
                  <td className="n">{format.number(score)}</td>
                  <td className={difference ? "n frag" : "n"}>
                    {difference === null ? "–" : `${difference > 0 ? "+" : ""}${format.number(difference)}`}
                  </td>
                  <td>
                    <BandMark band={one.band} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
