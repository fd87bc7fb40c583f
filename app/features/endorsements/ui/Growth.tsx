import type { Curve, CurvePoint } from "~/features/endorsements/domain/curve";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Day } from "~/ui/text/Moment";

/** How both sums grew, drawn on the server, with the figures behind it. */
export function Growth({ curve, points }: { curve: Curve | null; points: readonly CurvePoint[] }) {
  const { t, format } = useWords();
  if (!curve) return null;
  return (
    <>
      <p className="legend small">
        <span className="growth-key growth-key-people">{t("endorsements:kinds.person")}</span>
        <span className="growth-key growth-key-organizations">{t("endorsements:kinds.organization")}</span>
      </p>
      <Scroll label={t("endorsements:growth")}>
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
          {curve.days.map(({ day, x }) => (
            <text
              key={day}
              className="axis"
              x={x}
              y={curve.height - 8}
              textAnchor="middle"
              suppressHydrationWarning
            >
              {format.date(day)}
            </text>
          ))}
          <path className="growth growth-people" d={curve.people} />
          <path className="growth growth-organizations" d={curve.organizations} />
        </svg>
      </Scroll>
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
