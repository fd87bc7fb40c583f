import { isMissing, standsAgainst } from "~/features/reviews/domain/conclusion";
import { cellsOf } from "~/features/reviews/domain/held";
import { CellList } from "~/features/reviews/ui/CellList";
import type { SystemsData } from "~/features/reviews/ui/systems/data";
import { VerdictMark } from "~/features/reviews/ui/VerdictMark";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";

/** Each system with what follows for it, what stands against it, and how far its review is. */
export function Conclusions({ data, base, at }: { data: SystemsData; base: string; at: string }) {
  const { t, format } = useWords();
  const components = data.columns.map(({ key }) => key);
  const cellsIn = (letters: string) => cellsOf(letters, components, data.criteria);
  return (
    <section className="section" aria-labelledby="list">
      <h2 id="list">{t("reviews:conclusions")}</h2>
      <Scroll label={t("reviews:conclusions")}>
        <table>
          <TableHead
            columns={[
              t("reviews:system"),
              t("reviews:conclusion"),
              { label: t("reviews:done"), kind: "n" },
              t("reviews:why"),
              { label: t("reviews:reviewers"), kind: "n" },
            ]}
          />
          <tbody>
            {data.systems.map(({ key, name, maker, held, letters, reviewers, affiliated }) => (
              <tr key={key}>
                <th scope="row">
                  <PageLink to={`${base}/systems/${key}${at}`}>
                    <bdi>{name}</bdi>
                  </PageLink>
                  <br />
                  <span className="small quiet">
                    <bdi>{maker}</bdi>
                  </span>
                </th>
                <td>
                  <VerdictMark verdict={held.verdict} />
                </td>
                <td className="n">{held.asked > 0 ? format.percent(held.done / held.asked) : "–"}</td>
                <td className="small">
                  <CellList
                    label={t("reviews:standAgainst")}
                    cells={cellsIn(letters).filter(standsAgainst)}
                    names={data.names}
                    most={4}
                  />
                  <CellList
                    label={t("reviews:areMissing")}
                    cells={cellsIn(letters).filter((cell) => isMissing(cell, data.rule))}
                    names={data.names}
                    most={4}
                  />
                </td>
                <td className="n">
                  {format.number(reviewers)}
                  {affiliated > 0 && (
                    <span className="small quiet">
                      <br />
                      {t("reviews:affiliatedCount", { count: affiliated })}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
