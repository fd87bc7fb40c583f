import { positions } from "~/features/approvals/domain/position";
import type { ApprovalResult } from "~/features/approvals/domain/result";
import { sidesOf } from "~/features/approvals/domain/sides";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import type { BarRow } from "./ResultBars";

/** The same figures as the bars, with turnout and what is missing. */
export function ResultTable({
  rows,
  title,
  what,
  version,
}: {
  rows: readonly BarRow[];
  title: string;
  what: string;
  /** Of the rule: since the second, turnout is of those who take a side. */
  version: ApprovalResult["v"];
}) {
  const { t, format } = useWords();
  const number = (label: string) => ({ label, kind: "n" as const });
  return (
    <Scroll label={title}>
      <table>
        <TableHead
          columns={[
            what,
            ...positions.map((position) => number(t(`approvals:position.${position}`))),
            number(t("approvals:table.share")),
            number(t("approvals:table.interval")),
            number(t(version === 1 ? "approvals:table.turnout" : "approvals:table.sides")),
            t("approvals:table.verdict"),
          ]}
        />
        <tbody>
          {rows.map(({ key, label, tallied, share }) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{label}</bdi>
              </th>
              {positions.map((position) => (
                <td key={position} className="n">
                  {format.number(tallied.counts[position])}
                </td>
              ))}
              <td className="n">{share === null ? "–" : format.percent(share)}</td>
              <td className="n" dir="ltr">
                {tallied.interval
                  ? `${format.percent(tallied.interval[0] / 10_000)} – ${format.percent(tallied.interval[1] / 10_000)}`
                  : "–"}
              </td>
              <td className="n">
                {t("approvals:table.of", {
                  taken: version === 1 ? tallied.taken : sidesOf(tallied),
                  people: tallied.onRoll,
                })}
              </td>
              <td>
                {tallied.isMet === null ? (
                  <span className="quiet">{t("approvals:verdict.shown")}</span>
                ) : (
                  <span className={`verdict verdict-${tallied.isMet ? "follows" : "deviates"}`}>
                    {t(tallied.isMet ? "approvals:verdict.met" : "approvals:verdict.notMet")}
                  </span>
                )}
                {tallied.shortfalls.map((one) => (
                  <span key={one} className="small quiet">
                    {" "}
                    {t(`approvals:shortfall.${one}`)}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
