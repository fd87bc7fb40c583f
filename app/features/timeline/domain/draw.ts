import { type Stream, streams } from "~/features/processes/domain/streams";
import { axisOf, isOn, placeOn, ticksOf } from "./axis";
import { lanesOf } from "./lanes";

/** Measures of the picture, in its units: pixels, where it is shown in its own size. */
export const measures = {
  /** Of the days, without the names of the streams before them. */
  width: 1_010,
  names: 120,
  fold: 60,
  lane: 30,
  /** Of a moment's mark. */
  mark: 14,
  /** Of a letter on average, generously: what is named must not run into what stands after it. */
  letter: 6.9,
  /** Between two months that are named. */
  ticks: 62,
} as const;

/** How a thing on the timeline is drawn: what goes on is a bar, what was settled a diamond, a meeting a circle. */
export const shapeOf = (kind: string, to: string | null) =>
  to !== null ? "bar" : kind === "townhall" ? "circle" : "diamond";

/** Where the name of a thing stands: in its bar, or beside its mark. */
type NamePlace = "within" | "before" | "after" | "none";

type Titled = {
  readonly id: string;
  readonly stream: Stream;
  /** What it is: a townhall, a draft and so on. */
  readonly kind: string;
  readonly title: { readonly text: string };
  readonly from: string;
  readonly to: string | null;
};

/**
 * A timeline with a place for everything: streams with their lanes, months, folded times, and today where it lies in between; null
 * for an empty one. Nothing covers anything else, its name included; townhalls, of which there are many, go without.
 */
export function drawTimeline(entries: readonly Titled[], today: string) {
  const axis = axisOf(entries, { width: measures.width, foldWidth: measures.fold });
  if (!axis) return null;
  const drawn = entries.map(({ id, stream, kind, title, from, to }) => {
    const x = placeOn(axis, from);
    const shape = shapeOf(kind, to);
    const width = shape === "bar" ? Math.max(6, placeOn(axis, to ?? from) - x) : measures.mark;
    const label = kind === "townhall" ? 0 : title.text.length * measures.letter + 10;
    // A bar that is wide enough has its name within, what would leave the picture has it before, the rest after.
    const beside = x + width + label > measures.width ? "before" : "after";
    const where: NamePlace = label === 0 ? "none" : shape === "bar" && label <= width ? "within" : beside;
    const isWhole = where === "within" || where === "none";
    const start = shape === "bar" ? x : x - width / 2;
    const begins = where === "before" ? start - label : start;
    return {
      item: { id, kind, stream, title: title.text, shape, x, width, where, isPlanned: (to ?? from) > today },
      begins,
      ends: start + width + (isWhole || where === "before" ? 0 : label),
    };
  });
  return {
    ticks: ticksOf(axis, measures.ticks),
    folds: axis
      .filter(({ isFolded }) => isFolded)
      .map(({ from, to, x, width }) => ({ x, width, months: monthsBetween(from, to) })),
    today: isOn(axis, today) ? placeOn(axis, today) : null,
    streams: streams.map((stream) => ({
      stream,
      items: lanesOf(
        drawn.filter(({ item }) => item.stream === stream),
        6,
      ).map(({ item: { item }, lane }) => ({ ...item, lane })),
    })),
  };
}

const monthsBetween = (from: string, to: string) =>
  Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / (30.44 * 86_400_000)));
