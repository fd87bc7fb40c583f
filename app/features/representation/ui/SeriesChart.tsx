import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { directionOf } from "~/kernel/language/languages";

export type SeriesShown = readonly {
  readonly takenAt: string;
  readonly total: number | null;
  readonly groups: Readonly<Record<string, number | null>>;
}[];

/** How many did something at each count: in all, and by group. The table behind it has the figures. */
export function SeriesChart({
  series,
  groups,
  title,
}: {
  series: SeriesShown;
  groups: Readonly<Record<string, string>>;
  title: string;
}) {
  const { t, language, format } = useWords();
  const isMirrored = directionOf(language) === "rtl";
  const width = 720;
  const height = 240;
  const margin = { top: 12, side: 46, bottom: 26 };
  const times = series.map(({ takenAt }) => Date.parse(takenAt));
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const most = Math.max(5, ...series.map(({ total }) => total ?? 0));
  const across = (x: number) => (isMirrored ? width - x : x);
  const x = (at: number) =>
    across(margin.side + ((at - first) / Math.max(1, last - first)) * (width - 2 * margin.side));
  const y = (count: number) =>
    height - margin.bottom - (count / most) * (height - margin.top - margin.bottom);
  const line = (countOf: (point: SeriesShown[number]) => number | null) =>
    series
      .map((point, at) => `${x(times[at] as number).toFixed(1)},${y(countOf(point) ?? 0).toFixed(1)}`)
      .join(" ");
  const keys = Object.keys(groups);
  const edges = [first, last];
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line
              className="rule"
              x1={margin.side}
              x2={width - margin.side}
              y1={y(most * part)}
              y2={y(most * part)}
            />
            <text
              className="axis"
              x={across(margin.side - 6)}
              y={y(most * part) + 4}
              textAnchor={isMirrored ? "start" : "end"}
              direction="ltr"
            >
              {format.number(Math.round(most * part))}
            </text>
          </g>
        ))}
        {edges.map((at, edge) => (
          <text
            key={edge === 0 ? "first" : "last"}
            className="axis"
            x={x(at)}
            y={height - 6}
            textAnchor={(edge === 0) !== isMirrored ? "start" : "end"}
            direction="ltr"
          >
            {format.date(new Date(at))}
          </text>
        ))}
        <polyline className="line line-total" points={line(({ total }) => total)} />
        {keys.map((key, at) => (
          <polyline
            key={key}
            className={`line line-${at % 5}`}
            points={line(({ groups: counts }) => ownValue(counts, key) ?? null)}
          />
        ))}
      </svg>
      <ul className="key" aria-hidden="true">
        <li>
          <i className="swatch line-total" /> {t("representation:all")}
        </li>
        {keys.map((key, at) => (
          <li key={key}>
            <i className={`swatch line-${at % 5}`} /> {ownValue(groups, key)}
          </li>
        ))}
      </ul>
    </>
  );
}
