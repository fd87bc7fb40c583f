import type { Curve, CurvePoint, Curves } from "~/features/endorsements/domain/curve";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day } from "~/ui/text/Moment";

/** How both sums grew, drawn on the server for windows of both kinds, with the figures behind it. */
export function Growth({ curves, points }: { curves: Curves | null; points: readonly CurvePoint[] }) {
  const { t, format } = useWords();
  if (!curves) return null;
  return (
    <>
      <p className="legend small">
        <span className="growth-key growth-key-people">{t("endorsements:kinds.person")}</span>
        <span className="growth-key growth-key-organizations">{t("endorsements:kinds.organization")}</span>
      </p>
      <div className="wide-only">
        <Drawn curve={curves.wide} />
      </div>
      <div className="narrow-only">
        <Drawn curve={curves.narrow} />
      </div>
      <details className="more">
        <summary>{t("endorsements:figures")}</summary>
        <Scroll label={t("endorsements:figures")}>
          <table>
            <TableHead
              columns={[
                t("endorsements:day"),
                { label: t("endorsements:kinds.person"), kind: "n" },
                { label: t("endorsements:kinds.organization"), kind: "n" },
              ]}
            />
            <tbody>
              {points.map(({ day, people, organizations }) => (
                <tr key={day}>
                  <th scope="row">
                    <Day at={day} />
                  </th>
                  <td className="n">{format.number(people)}</td>
                  <td className="n">{format.number(organizations)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  );
}

function Drawn({ curve }: { curve: Curve }) {
  const { t, format } = useWords();
  return (
    <svg
      className="chart growth-chart"
      viewBox={`0 0 ${curve.width} ${curve.height}`}
      role="img"
      aria-label={t("endorsements:growth")}
    >
      {curve.levels.map(({ value, y }) => (
        <g key={value}>
          <line className="rule" x1={curve.start} x2={curve.end} y1={y} y2={y} />
          <text
            className="axis"
            x={curve.start < curve.end ? curve.start - 8 : curve.start + 8}
            y={y + 4}
            textAnchor="end"
          >
            {format.number(value)}
          </text>
        </g>
      ))}
      {curve.days.map(({ day, x, at }) => (
        <text
          key={at + day}
          className="axis"
          x={x}
          y={curve.height - 8}
          textAnchor={at}
          suppressHydrationWarning
        >
          {format.date(day)}
        </text>
      ))}
      <path className="growth growth-people" d={curve.people} />
      <path className="growth growth-organizations" d={curve.organizations} />
    </svg>
  );
}
