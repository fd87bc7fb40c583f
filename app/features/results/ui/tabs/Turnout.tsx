import type { ResultHead } from "~/features/results/domain/resultView";
import { groupName, type Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";

type Props = { base: string; result: ResultHead; names: Names };

/** Who could vote and who did, workgroup by workgroup, with the logs that say so. */
export function Turnout({ base, result, names }: Props) {
  const words = useWords();
  const { t, format } = words;
  return (
    <section className="section" aria-labelledby="turnout">
      <h2 id="turnout">{t("results:turnout.title")}</h2>
      <Scroll label={t("results:turnout.title")}>
        <table>
          <TableHead
            columns={[
              t("results:turnout.workgroup"),
              { label: t("results:turnout.roll"), kind: "n" as const },
              { label: t("results:turnout.voted"), kind: "n" as const },
              { label: t("results:turnout.share"), kind: "n" as const },
              { label: t("results:turnout.asked"), kind: "n" as const },
              t("results:turnout.notNecessary"),
              t("results:turnout.rounds"),
            ]}
          />
          <tbody>
            {result.workgroups.map((group) => (
              <tr key={group.key}>
                <th scope="row">
                  <bdi>{groupName(words, names, group)}</bdi>
                </th>
                <td className="n">{format.number(group.onRoll)}</td>
                <td className="n">{format.number(group.voted)}</td>
                <td className="n">{group.onRoll > 0 ? format.percent(group.voted / group.onRoll) : "–"}</td>
                <td className="n">{format.number(group.asked)}</td>
                <td>
                  {group.notNecessary === "offered"
                    ? t("results:turnout.offered")
                    : t("results:turnout.notOffered")}
                </td>
                <td>
                  {result.rounds
                    .filter((round) => round.workgroup === group.key)
                    .map((round) => (
                      <PageLink key={round.number} to={`${base}/rounds/${round.number}/log`}>
                        {t("rounds:number", { number: round.number })}
                      </PageLink>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
