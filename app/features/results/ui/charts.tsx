import { type Band, bands } from "~/features/rules/domain/bands";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { shortened } from "~/kernel/text/cut";

/** Shade of a value between nothing and the most: 0 to 6, or "n" below zero. */
function shadeOf(value: number, most: number): number | "n" {
  if (value < 0) return "n";
  if (value === 0 || most <= 0) return 0;
  return Math.max(1, Math.ceil((value / most) * 6));
}

export function HeatCell({ value, most }: { value: number; most: number }) {
  const { format } = useWords();
  return <span className={`cell-heat cell-heat-${shadeOf(value, most)}`}>{format.number(value)}</span>;
}

export type BarRow = { key: string; label: string; value: number; band: Band };
export type BarMark = { at: number; label: string };

/** Scores as bars in their band's colour, with the thresholds between the bands as lines. */
export function ScoreBars({
  rows,
  marks,
  title,
}: {
  rows: readonly BarRow[];
  marks: readonly BarMark[];
  title: string;
}) {
  const { language, format } = useWords();
  const isMirrored = directionOf(language) === "rtl";
  const label = 250;
  const width = 640;
  const height = 22;
  const top = 24;
  const most = Math.max(1e-9, ...rows.map(({ value }) => value), ...marks.map(({ at }) => at));
  const scale = (width - label - 46) / most;
  const across = (x: number, w = 0) => (isMirrored ? width - x - w : x);
  const bottom = top + rows.length * height;
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${bottom + 6}`} role="img" aria-label={title}>
      {marks.map(({ at, label: text }) => (
        <g key={text}>
          <line
            className="rule"
            x1={across(label + at * scale)}
            x2={across(label + at * scale)}
            y1={top - 6}
            y2={bottom}
          />
          <text className="axis" x={across(label + at * scale)} y={13} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {rows.map((row, y) => {
        const length = Math.max(0, row.value) * scale;
        return (
          <g key={row.key} transform={`translate(0 ${top + y * height})`}>
            <text x={across(label - 10)} y={15} textAnchor={isMirrored ? "start" : "end"} direction="ltr">
              {shortened(row.label, 38)}
            </text>
            <rect
              className={`band-${bands.indexOf(row.band)}`}
              x={across(label, length)}
              y={3}
              width={length}
              height={height - 7}
              rx={3}
            />
            <text
              x={across(label + length + 6)}
              y={15}
              textAnchor={isMirrored ? "end" : "start"}
              direction="ltr"
            >
              {format.number(row.value)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
