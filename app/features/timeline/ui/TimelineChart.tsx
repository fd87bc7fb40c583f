import type { drawTimeline } from "~/features/timeline/domain/draw";
import { measures } from "~/features/timeline/domain/draw";
import { useWords } from "~/i18n";
import { intlTag } from "~/i18n/intlTag";
import { dateFormat } from "~/kernel/language/intl";
import { directionOf } from "~/kernel/language/languages";

type Drawn = NonNullable<ReturnType<typeof drawTimeline>>;
type Item = Drawn["streams"][number]["items"][number];

const head = 46;
const { names, width: days, lane } = measures;
const width = names + days + 20;

/** The process in time, stream below stream, in its own size; the list says it in words. */
export function TimelineChart({ drawn, title }: { drawn: Drawn; title: string }) {
  const { t, language } = useWords();
  const direction = directionOf(language);
  // What is placed from the side where reading begins is mirrored here, and nowhere else.
  const across = (x: number, w = 0) => (direction === "rtl" ? width - names - x - w : names + x);
  const months = dateFormat(intlTag(language), { month: "short", timeZone: "UTC" });
  const years = dateFormat(intlTag(language), { year: "numeric", timeZone: "UTC" });
  let top = head;
  const bands = drawn.streams
    .filter(({ items }) => items.length > 0)
    .map(({ stream, items }) => {
      const band = { stream, items, top };
      top += (Math.max(...items.map((item) => item.lane)) + 1) * lane + 16;
      return band;
    });
  return (
    <svg
      className="timeline"
      width={width}
      height={top + 2}
      viewBox={`0 0 ${width} ${top + 2}`}
      direction={direction}
      role="img"
      aria-label={title}
    >
      <rect className="timeline-head" width={width} height={head} />
      {drawn.ticks.map(({ day, x }, at) => {
        const isFirst = yearOf(drawn.ticks[at - 1]?.day) !== yearOf(day);
        return (
          <g key={day}>
            <line x1={across(x)} x2={across(x)} y1={head} y2={top} />
            <text className="quiet" x={across(x)} y={38}>
              {months.format(new Date(day))}
            </text>
            {isFirst && (
              <text className="strong" x={across(x)} y={18}>
                {years.format(new Date(day))}
              </text>
            )}
          </g>
        );
      })}
      {drawn.folds.map(({ x, width: w, months: count }) => (
        <g key={x}>
          <title>{t("timeline:folded", { count })}</title>
          <rect className="timeline-fold" x={across(x, w)} y={head} width={w} height={top - head} />
          <path className="timeline-hatch" d={hatch(across(x, w), head, w, top - head)} />
        </g>
      ))}
      {bands.map((band) => (
        <g key={band.stream} transform={`translate(0 ${band.top})`}>
          <line className="between" x1={0} x2={width} y1={0} y2={0} />
          <text className="stream" x={direction === "rtl" ? width - 14 : 14} y={27}>
            {t(`common:stream.${band.stream}`)}
          </text>
          {band.items.map((item) => (
            <Mark key={`${item.kind} ${item.id}`} item={item} across={across} />
          ))}
        </g>
      ))}
      {drawn.today !== null && (
        <g className="timeline-today">
          <line x1={across(drawn.today)} x2={across(drawn.today)} y1={28} y2={top} />
          <text x={across(drawn.today)} y={20} textAnchor="middle">
            {t("timeline:today")}
          </text>
        </g>
      )}
    </svg>
  );
}

function Mark({ item, across }: { item: Item; across: (x: number, width?: number) => number }) {
  const { kind, title, shape, x, width: w, where, isPlanned, lane: at } = item;
  const y = 8 + at * lane;
  const middle = y + 11;
  const half = measures.mark / 2;
  const start = shape === "bar" ? x : x - half;
  const label = { within: start + 8, after: start + w + 6, before: start - 6, none: 0 }[where];
  return (
    <g className={`when when-${kind}${isPlanned ? " planned" : ""}`}>
      <title>{title}</title>
      {shape === "bar" && <rect x={across(x, w)} y={y} width={w} height={22} rx={6} />}
      {shape === "circle" && <circle cx={across(x)} cy={middle} r={half - 1} />}
      {shape === "diamond" && (
        <path d={`M${across(x)} ${middle - half}l${half} ${half}-${half} ${half}-${half}-${half}z`} />
      )}
      {where !== "none" && (
        <text
          className={where === "within" ? "within" : undefined}
          x={across(label)}
          y={middle + 4}
          textAnchor={where === "before" ? "end" : "start"}
        >
          {title}
        </text>
      )}
    </g>
  );
}

const yearOf = (day: string | undefined) => day && new Date(day).getUTCFullYear();

/** Slanting lines over a rectangle, in one path. */
function hatch(x: number, y: number, w: number, h: number): string {
  const lines: string[] = [];
  for (let from = 0; from < w + h; from += 9) {
    const [x1, y1] = from < h ? [0, from] : [from - h, h];
    const [x2, y2] = from < w ? [from, 0] : [w, from - w];
    lines.push(`M${x + x1} ${y + y1}L${x + x2} ${y + y2}`);
  }
  return lines.join("");
}

/** What the shapes of the picture mean. */
export function TimelineKey({ folds }: { folds: Drawn["folds"] }) {
  const { t } = useWords();
  const quiet = folds.reduce((sum, { months }) => sum + months, 0);
  return (
    <ul className="key" aria-hidden="true">
      {(["bar", "planned", "diamond", "circle"] as const).map((shape) => (
        <li key={shape}>
          <i className={`timeline-key timeline-key-${shape}`} /> {t(`timeline:shape.${shape}`)}
        </li>
      ))}
      {quiet > 0 && <li>{t("timeline:folded", { count: quiet })}</li>}
    </ul>
  );
}
