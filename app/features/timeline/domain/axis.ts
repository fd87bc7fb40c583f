/** A moment, or a span where `to` is given. Days in UTC, "2024-05-31". */
type Placed = { readonly from: string; readonly to: string | null };

const dayLength = 86_400_000;
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayLength;
const dayAt = (number: number) => new Date(number * dayLength).toISOString().slice(0, 10);

/** In days: time in which nothing begins, ends or goes on is folded when it is as long as this. */
const longestQuiet = 92;
/** In days: what is left to see of a quiet time at each of its ends. */
const room = 12;

/** A stretch of the axis: days that are drawn in proportion, or a quiet time that is folded. */
export type Stretch = {
  readonly from: string;
  readonly to: string;
  /** In units of the picture. */
  readonly x: number;
  readonly width: number;
  readonly isFolded: boolean;
};

/**
 * The axis of a timeline: from a little before the first day to a little after the last, `width` units long. Quiet times of three
 * months and more are folded to `foldWidth` each. null where there is nothing to draw.
 */
export function axisOf(
  items: readonly Placed[],
  { width, foldWidth }: { readonly width: number; readonly foldWidth: number },
): readonly Stretch[] | null {
  const busy = busyTimes(items);
  if (busy.length === 0) return null;
  const days = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const scale = Math.max(width - (busy.length - 1) * foldWidth, width / 4) / days;
  const fold = Math.min(foldWidth, (width - days * scale) / Math.max(1, busy.length - 1));
  const stretches: Stretch[] = [];
  let x = 0;
  for (const [at, { from, to }] of busy.entries()) {
    const before = busy[at - 1];
    if (before) {
      stretches.push({ from: dayAt(before.to), to: dayAt(from), x, width: fold, isFolded: true });
      x += fold;
    }
    stretches.push({ from: dayAt(from), to: dayAt(to), x, width: (to - from) * scale, isFolded: false });
    x += (to - from) * scale;
  }
  return stretches;
}

/** The times in which something happens, with room around them, in their order; those with less than a long quiet between are one. */
function busyTimes(items: readonly Placed[]): { from: number; to: number }[] {
  const spans = items
    .map(({ from, to }) => ({ from: numberOf(from), to: numberOf(to ?? from) }))
    .sort((a, b) => a.from - b.from);
  const busy: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const last = busy.at(-1);
    if (last && from - last.to < longestQuiet) last.to = Math.max(last.to, to);
    else busy.push({ from, to });
  }
  return busy.map(({ from, to }) => ({ from: from - room, to: to + room }));
}

/** Where a day lies on an axis, in its units; a day outside of it lies at the nearer end. */
export function placeOn(axis: readonly Stretch[], day: string): number {
  const number = numberOf(day);
  const within = axis.find(({ to }) => number <= numberOf(to));
  if (!within) {
    const last = axis.at(-1);
    return last ? last.x + last.width : 0;
  }
  const [from, to] = [numberOf(within.from), numberOf(within.to)];
  return within.x + (Math.max(0, number - from) / Math.max(1, to - from)) * within.width;
}

/** Whether a day lies on an axis, folded or not. */
export const isOn = (axis: readonly Stretch[], day: string): boolean =>
  day >= (axis[0]?.from ?? day) && day <= (axis.at(-1)?.to ?? day);

/** In months: steps between ticks that people count in. */
const steps = [1, 2, 3, 6, 12, 24, 60, 120];

/** The first days of months that are named on an axis, `apart` units from each other at least; none in what is folded. */
export function ticksOf(
  axis: readonly Stretch[],
  apart: number,
): { readonly day: string; readonly x: number }[] {
  const drawn = axis.filter(({ isFolded }) => !isFolded);
  const widest = Math.max(...drawn.map(({ from, to, width }) => width / (numberOf(to) - numberOf(from))));
  const step = steps.find((months) => months * 28 * widest >= apart) ?? 120;
  return drawn.flatMap((stretch) =>
    monthsIn(stretch)
      .filter((month) => month % step === 0)
      .map((month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`)
      .map((day) => ({ day, x: placeOn(axis, day) })),
  );
}

/** The months that begin in a stretch, counted from the year 0. */
function monthsIn({ from, to }: Stretch): number[] {
  const [first, last] = [new Date(from), new Date(to)].map(
    (day) => day.getUTCFullYear() * 12 + day.getUTCMonth(),
  ) as [number, number];
  const months = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return from.endsWith("-01") ? months : months.slice(1);
}
