import type { ResultHead, ResultRow } from "~/features/results/domain/resultView";
import { HeatCell } from "~/features/results/ui/charts";
import { Turnout } from "~/features/results/ui/tabs/Turnout";
import { groupName, type Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

type Props = {
  readonly base: string;
  readonly head: ResultHead;
  readonly rows: readonly ResultRow[];
  readonly names: Names;
};

/** Who voted in which workgroup, and what each gave to each component. */
export function Workgroups({ base, head, rows, names }: Props) {
  const words = useWords();
  const { t, format } = words;
  const scores = rows.flatMap(({ groups }) => groups.flatMap((group) => (group ? [group.score] : [])));
  const most = Math.max(0, ...scores);
  return (
    <>
      <Turnout base={base} result={head} names={names} />
      <section className="section" aria-labelledby="by-workgroup">
        <h2 id="by-workgroup">{t("results:charts.byWorkgroup")}</h2>
        <Scroll label={t("results:charts.byWorkgroup")}>
          <table>
            <TableHead
              columns={[
                t("results:table.component"),
                ...head.workgroups.map((group) => groupName(words, names, group)),
                { label: t("results:row.all"), kind: "n" as const },
              ]}
            />
            <tbody>
              {rows.map((row) => (
                <tr key={row.component}>
                  <th scope="row">{ownValue(names.components, row.component) ?? row.component}</th>
                  {head.workgroups.map(({ key }, w) => {
                    const said = row.groups[w];
                    return (
                      <td key={key}>
                        {said ? (
                          <HeatCell value={said.score} most={most} />
                        ) : (
                          <span className="quiet small">{t("results:charts.notAsked")}</span>
                        )}
                      </td>
                    );
                  })}
                  <td className="n">{format.number(row.score)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
    </>
  );
}
