import type { BesideView } from "~/features/results/services/view/besideView.server";
import { groupName, type Names } from "~/features/results/ui/words";
import { BandMark } from "~/features/rules/ui/bands";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

type Side = Pick<BesideView["before"], "number" | "rule">;
type Props = {
  readonly view: Pick<BesideView, "rows"> & { readonly before: Side; readonly after: Side };
  readonly names: Names;
};

/** Components in two results, each a line that opens: the band before, the band after, and what differs. */
export function BesideRows({ view, names }: Props) {
  const { t } = useWords();
  const { rows, before, after } = view;
  return (
    <div className="result-rows beside-rows">
      <div className="result-head" aria-hidden="true">
        <span>{t("results:table.component")}</span>
        <span>{t("results:number", { number: before.number })}</span>
        <span />
        <span>{t("results:number", { number: after.number })}</span>
        <span>{t("beside:differs")}</span>
      </div>
      {rows.map((row) => (
        <details key={row.component} id={`component-${row.component}`}>
          <summary>
            <span className="name">{ownValue(names.components, row.component) ?? row.component}</span>{" "}
            <span className="side">
              <span className="vh">{t("results:number", { number: before.number })}</span>{" "}
              {row.before ? <BandMark band={row.before.band} /> : t("beside:notListed")}
            </span>{" "}
            <span className="arrow" aria-hidden="true">
              {row.isMoved ? "→" : "="}
            </span>{" "}
            <span className="side">
              <span className="vh">{t("results:number", { number: after.number })}</span>{" "}
              {row.after ? <BandMark band={row.after.band} /> : t("beside:notListed")}
            </span>{" "}
            <Causes row={row} />
          </summary>
          <BesideDetail row={row} view={view} names={names} />
        </details>
      ))}
    </div>
  );
}

type Row = BesideView["rows"][number];

/** What differs of a component, in a word each. */
function Causes({ row }: { readonly row: Row }) {
  const { t } = useWords();
  return (
    <span className="causes small">
      {row.causes.length === 0 ? (
        <span className="quiet">{t("beside:stands")}</span>
      ) : (
        row.causes.map((cause) => (
          <span key={cause} className="tag">
            {t(`beside:cause.${cause}`)}
          </span>
        ))
      )}
    </span>
  );
}

/** What stands behind the two bands: sentences for what differs, and the scores by workgroup. */
function BesideDetail({ row, view, names }: Props & { readonly row: Row }) {
  const words = useWords();
  const { t, format } = words;
  const { before, after } = view;
  const score = (value: number | null) =>
    value === null ? t("results:charts.notAsked") : format.number(value);
  return (
    <div className="result-detail">
      <Scroll label={t("beside:scores")}>
        <table>
          <caption>{t("beside:scores")}</caption>
          <TableHead
            columns={[
              t("results:turnout.workgroup"),
              ...[before, after].map(({ number }) => ({
                label: t("results:number", { number }),
                kind: "n" as const,
              })),
              t("beside:ballots"),
            ]}
          />
          <tbody>
            {row.groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">
                  <bdi>{groupName(words, names, group)}</bdi>
                </th>
                <td className="n">{score(group.before)}</td>
                <td className="n">{score(group.after)}</td>
                <td>
                  {group.before === null || group.after === null
                    ? "–"
                    : t(group.isSame ? "beside:sameBallots" : "beside:otherBallots")}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t("results:row.all")}</th>
              <td className="n">{row.before ? format.number(row.before.score) : "–"}</td>
              <td className="n">{row.after ? format.number(row.after.score) : "–"}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </Scroll>
      <div className="says">
        {row.causes.length === 0 && <p>{t("beside:standsLong")}</p>}
        {row.causes.map((cause) => (
          <p key={cause}>{t(`beside:because.${cause}`)}</p>
        ))}
        {row.as && <p>{t("beside:countedAs", { name: ownValue(names.components, row.as) ?? row.as })}</p>}
        {row.beforeUnderRule && (
          <p>
            {t("beside:underRule", { rule: ruleName(words, after.rule), number: before.number })}{" "}
            <BandMark band={row.beforeUnderRule} />
          </p>
        )}
      </div>
    </div>
  );
}
