import { type Position, positions } from "~/features/approvals/domain/position";
import type { Tallied } from "~/features/approvals/domain/result";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { shortened } from "~/kernel/text/cut";
import { Scroll } from "~/ui/table/Scroll";

export type BarRow = {
  readonly key: string;
  readonly label: string;
  readonly tallied: Tallied;
  /** Share approving of those that take a side; null where nobody does. */
  readonly share: number | null;
};

/** The order in which positions are drawn: approval grows from the start, objection from the end. */
const drawn: readonly Position[] = ["approve", "reservations", "abstain", "object"];

type Props = {
  readonly rows: readonly BarRow[];
  readonly threshold: number | null;
  readonly title: string;
};

/**
 * Positions by group as bars of equal length, whatever their number: a small group is as visible as a
 * large one. Below each bar lies the interval of its share; the threshold is a line through all. On a phone
 * a group's name stands above its bar.
 */
export function ResultBars(props: Props) {
  return (
    <>
      <div className="wide-only">
        <Scroll label={props.title}>
          <Bars {...props} place={{ width: 640, label: 190, height: 40, bar: 4 }} />
        </Scroll>
      </div>
      <div className="narrow-only">
        <Bars {...props} place={{ width: 330, label: 0, height: 58, bar: 22 }} />
      </div>
    </>
  );
}

/** Where everything stands in the drawing: how wide it and its names are, how high a row is, and where in it the bar begins. */
type Place = {
  readonly width: number;
  readonly label: number;
  readonly height: number;
  readonly bar: number;
};

function Bars({ rows, threshold, title, place }: Props & { readonly place: Place }) {
  const { language, format } = useWords();
  const isMirrored = directionOf(language) === "rtl";
  const { width, label, height, bar } = place;
  const top = 22;
  const isBeside = label > 0;
  const span = width - label - (isBeside ? 56 : 48);
  const across = (x: number, w = 0) => (isMirrored ? width - x - w : x);
  const at = (share: number) => label + share * span;
  const bottom = top + rows.length * height;
  return (
    <svg
      className={isBeside ? "chart drawn" : "chart"}
      viewBox={`0 0 ${width} ${bottom + 4}`}
      role="img"
      aria-label={title}
    >
      {rows.map(({ key, label: text, tallied, share }, y) => (
        <g key={key} transform={`translate(0 ${top + y * height})`}>
          <text
            x={across(isBeside ? label - 12 : 0)}
            y={isBeside ? bar + 13 : bar - 7}
            textAnchor={isMirrored === isBeside ? "start" : "end"}
            direction="ltr"
          >
            {shortened(text, 28)}
          </text>
          {tallied.taken === 0 ? (
            <rect className="pos-none" x={across(label, span)} y={bar} width={span} height={18} rx={3} />
          ) : (
            partsOf(tallied).map(({ position, from, part }) => (
              <rect
                key={position}
                className={`pos-${position}`}
                x={across(at(from), part * span)}
                y={bar}
                width={part * span}
                height={18}
              />
            ))
          )}
          {tallied.interval && (
            <line
              className="pos-interval"
              x1={across(at(tallied.interval[0] / 10_000))}
              x2={across(at(tallied.interval[1] / 10_000))}
              y1={bar + 24}
              y2={bar + 24}
            />
          )}
          <text
            x={across(label + span + 8)}
            y={bar + 13}
            textAnchor={isMirrored ? "end" : "start"}
            direction="ltr"
          >
            {share === null ? "–" : format.percent(share)}
          </text>
        </g>
      ))}
      {threshold !== null && (
        <>
          <line
            className="pos-threshold"
            x1={across(at(threshold))}
            x2={across(at(threshold))}
            y1={14}
            y2={bottom}
          />
          <text className="axis" x={across(at(threshold))} y={11} textAnchor="middle">
            {format.percent(threshold)}
          </text>
        </>
      )}
    </svg>
  );
}

/** Where each position begins in the bar and how much of it is its own. */
function partsOf({ counts, taken }: Tallied) {
  let from = 0;
  return drawn.map((position) => {
    const part = counts[position] / taken;
    const here = { position, from, part };
    from += part;
    return here;
  });
}

/** What the colours of the bars mean. */
export function PositionKey() {
  const { t } = useWords();
  return (
    <ul className="key" aria-hidden="true">
      {positions.map((position) => (
        <li key={position}>
          <i className={`swatch pos-${position}`} /> {t(`approvals:position.${position}`)}
        </li>
      ))}
    </ul>
  );
}
