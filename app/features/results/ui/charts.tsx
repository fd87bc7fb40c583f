import { type Band, bands } from "~/features/rules/domain/bands";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { shortened } from "~/kernel/text/cut";
import { scoreAxis } from "./scoreAxis";

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
  const axis = scoreAxis([...rows.map(({ value }) => value), ...marks.map(({ at }) => at)], {
    from: label,
    to: width,
    number: 46,
  });
  const across = (x: number, w = 0) => (isMirrored ? width - x - w : x);
  const bottom = top + rows.length * height;
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${bottom + 6}`} role="img" aria-label={title}>
      {marks.map(({ at, label: text }) => (
        <g key={text}>
          <line className="rule" x1={across(axis.at(at))} x2={across(axis.at(at))} y1={top - 6} y2={bottom} />
          <text className="axis" x={across(axis.at(at))} y={13} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {axis.hasNegative && (
        <g>
          <line className="rule" x1={across(axis.at(0))} x2={across(axis.at(0))} y1={top - 6} y2={bottom} />
          <text className="axis" x={across(axis.at(0))} y={13} textAnchor="middle">
            {format.number(0)}
          </text>
        </g>
      )}
      {rows.map((row, y) => {
        const { from, length } = axis.bar(row.value);
        // The number stands beyond the end of its bar, on whichever side of zero that is.
        const isBelow = row.value < 0;
        return (
          <g key={row.key} transform={`translate(0 ${top + y * height})`}>
            <text x={across(label - 10)} y={15} textAnchor={isMirrored ? "start" : "end"} direction="ltr">
              {shortened(row.label, 38)}
            </text>
            <rect
              className={`band-${bands.indexOf(row.band)}`}
              x={across(from, length)}
              y={3}
              width={length}
              height={height - 7}
              rx={3}
            />
            <text
              x={across(isBelow ? from - 6 : from + length + 6)}
              y={15}
              textAnchor={isMirrored !== isBelow ? "end" : "start"}
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
