import { scaleLinear, scaleUtc } from "d3-scale";
import type { EndorsementKind } from "./endorsement";

const day = 24 * 60 * 60 * 1000;
const week = 7 * day;

/** How many there were at the end of a day in UTC. */
export type CurvePoint = { readonly day: string; readonly people: number; readonly organizations: number };

/** How many of a kind came on a day in UTC. */
export type EndorsedDay = { readonly day: string; readonly kind: EndorsementKind; readonly count: number };

/** Sums day by day, for the days on which any came. */
export function growth(days: readonly EndorsedDay[]) {
  const points: CurvePoint[] = [];
  const sum = { people: 0, organizations: 0 };
  for (const { day: on, kind, count } of [...days].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    sum[kind === "person" ? "people" : "organizations"] += count;
    if (points.at(-1)?.day === on) points.pop();
    points.push({ day: on, ...sum });
  }
  return points;
}

export type Curve = {
  readonly width: number;
  readonly height: number;
  readonly people: string;
  readonly organizations: string;
  readonly levels: readonly { readonly value: number; readonly y: number }[];
  readonly days: readonly CurveDay[];
  readonly start: number;
  readonly end: number;
};

/** A day below the curve: where its name stands, and which part of the name stands there. */
export type CurveDay = { readonly day: string; readonly x: number; readonly at: "start" | "middle" | "end" };

/** The same curve for windows of both kinds: in one that is too narrow for it, names would be small or cut. */
export type Curves = { readonly wide: Curve; readonly narrow: Curve };

/** Half of what the longest date takes. */
const halfDate = 62;
const sizes = {
  wide: { width: 640, height: 220, left: 44, right: 14, top: 12, bottom: 28 },
  // As wide as a page is in the narrowest window, so that letters are never smaller than they are meant to be.
  narrow: { width: 288, height: 190, left: 34, right: 4, top: 12, bottom: 28 },
} as const;

/**
 * The steps of both sums until a moment, to be drawn as they are; mirrored for who reads from right
 * to left. Null where there is nothing to draw. Where nothing happened for longer than all that happened
 * before it, the picture ends early: years of a level line would squeeze the steps into a corner.
 */
export function drawCurves(points: readonly CurvePoint[], until: Date, isMirrored: boolean): Curves | null {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return null;
  const from = Date.parse(first.day);
  const ended = Date.parse(last.day) + day;
  const to = Math.max(ended, Math.min(until.getTime(), ended + Math.max(week, ended - from)));
  const most = Math.max(last.people, last.organizations);
  const drawn = (kind: keyof typeof sizes) => drawCurve({ points, from, to, most }, isMirrored, kind);
  return { wide: drawn("wide"), narrow: drawn("narrow") };
}

type Grown = {
  readonly points: readonly CurvePoint[];
  readonly from: number;
  readonly to: number;
  readonly most: number;
};

function drawCurve({ points, from, to, most }: Grown, isMirrored: boolean, kind: keyof typeof sizes): Curve {
  const size = sizes[kind];
  const across = scaleUtc()
    .domain([from, to])
    .range(isMirrored ? [size.width - size.left, size.right] : [size.left, size.width - size.right]);
  const up = scaleLinear()
    .domain([0, Math.max(4, most)])
    .nice(4)
    .range([size.height - size.bottom, size.top]);
  const steps = (of: (point: CurvePoint) => number) => {
    const path = points.map((point) => `H${short(across(Date.parse(point.day)))}V${short(up(of(point)))}`);
    return `M${short(across(from))} ${short(up(0))}${path.join("")}H${short(across(to))}`;
  };
  const named = (time: number, at: CurveDay["at"]): CurveDay => ({
    day: new Date(time).toISOString().slice(0, 10),
    x: short(across(time)),
    at,
  });
  const between: CurveDay[] = [];
  for (const on of new Set(across.ticks(4).map((tick) => tick.toISOString().slice(0, 10)))) {
    const day = named(Date.parse(on), "middle");
    // A date that begins or ends outside of the picture cannot be read, nor can two that run into each other.
    const isWhole = day.x >= halfDate && day.x <= size.width - halfDate;
    if (isWhole && Math.abs(day.x - (between.at(-1)?.x ?? -Infinity)) >= 2 * halfDate) between.push(day);
  }
  return {
    width: size.width,
    height: size.height,
    people: steps(({ people }) => people),
    organizations: steps(({ organizations }) => organizations),
    levels: up
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ value, y: short(up(value)) })),
    // There is room for two dates in a narrow one: those between which it lies.
    days: kind === "wide" ? between : [named(from, "start"), named(to, "end")],
    start: isMirrored ? size.width - size.left : size.left,
    end: isMirrored ? size.right : size.width - size.right,
  };
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
