import type { Stream } from "~/features/processes/domain/streams";
import { useWords } from "~/i18n";
import { intlTag } from "~/i18n/intlTag";
import { dateFormat } from "~/kernel/language/intl";
import { directionOf } from "~/kernel/language/languages";
import type { TimelineKind } from "~/platform/timeline";

export type DrawnTimeline = {
  readonly ticks: readonly { readonly day: string; readonly x: number }[];
  readonly streams: readonly {
    readonly stream: Stream;
    readonly items: readonly {
      readonly id: string;
      readonly kind: TimelineKind;
      readonly title: string;
      readonly lane: number;
      readonly from: number;
      readonly to: number | null;
    }[];
  }[];
};

/** The process in time, stream below stream; the list behind it says it in words. */
export function TimelineChart({ drawn, title }: { drawn: DrawnTimeline; title: string }) {
  const { t, language } = useWords();
  const isMirrored = directionOf(language) === "rtl";
  const label = 120;
  const width = 900;
  const lane = 16;
  const span = width - label - 16;
  const across = (x: number, w = 0) => (isMirrored ? width - x - w : x);
  const months = dateFormat(intlTag(language), {
    month: "short",
    year: "2-digit",
    timeZone: "UTC",
  });
  let top = 26;
  const bands = drawn.streams
    .filter(({ items }) => items.length > 0)
    .map(({ stream, items }) => {
      const lanes = Math.max(...items.map((item) => item.lane)) + 1;
      const band = { stream, items, top, height: lanes * lane + 14 };
      top += band.height;
      return band;
    });
  return (
    <svg className="chart timeline" viewBox={`0 0 ${width} ${top + 2}`} role="img" aria-label={title}>
      {drawn.ticks.map(({ day, x }) => (
        <g key={day}>
          <line
            className="rule"
            x1={across(label + x * span)}
            x2={across(label + x * span)}
            y1={20}
            y2={top}
          />
          <text className="axis" x={across(label + x * span)} y={13} textAnchor="middle">
            {months.format(new Date(day))}
          </text>
        </g>
      ))}
      {bands.map((band) => (
        <g key={band.stream} transform={`translate(0 ${band.top})`}>
          <text x={across(label - 12)} y={18} textAnchor={isMirrored ? "start" : "end"} direction="ltr">
            {t(`common:stream.${band.stream}`)}
          </text>
          {band.items.map(({ id, kind, title: name, lane: at, from, to }) => {
            const x = label + from * span;
            const y = 6 + at * lane;
            const length = to === null ? 0 : Math.max(4, (to - from) * span);
            return (
              <g key={id} className={`when when-${kind}`}>
                <title>{name}</title>
                {to === null ? (
                  <circle cx={across(x)} cy={y + 6} r={5} />
                ) : (
                  <rect x={across(x, length)} y={y + 1} width={length} height={10} rx={4} />
                )}
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
