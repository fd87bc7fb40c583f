import { ownValue } from "~/kernel/keyed";
import type { Canvas, Colour, Point } from "./canvas";

/** Points of a part of an ellipse, from one angle to another, clockwise from the right in degrees. */
export function arc(
  [x, y]: Point,
  [radiusX, radiusY]: Point,
  [from, to]: readonly [from: number, to: number],
): Point[] {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) / 12));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)] as const;
  });
}

type Sign = { readonly width: number; readonly lines: readonly (readonly Point[])[] };

const digit = (...lines: readonly (readonly Point[])[]): Sign => ({ width: 0.6, lines });

/** The signs of figures as lines of a pen, one high: all that is written on a picture is numbers, the same in every language. */
const signs: Readonly<Record<string, Sign>> = {
  "0": digit(arc([0.3, 0.5], [0.3, 0.5], [0, 360])),
  "1": digit([
    [0.1, 0.2],
    [0.36, 0],
    [0.36, 1],
  ]),
  "2": digit([...arc([0.3, 0.29], [0.28, 0.29], [190, 385]), [0.02, 1], [0.6, 1]]),
  "3": digit(arc([0.28, 0.26], [0.28, 0.26], [205, 450]), arc([0.28, 0.75], [0.31, 0.25], [-90, 150])),
  "4": digit([
    [0.46, 1],
    [0.46, 0],
    [0, 0.7],
    [0.62, 0.7],
  ]),
  "5": digit([[0.54, 0], [0.1, 0], [0.06, 0.44], ...arc([0.27, 0.69], [0.32, 0.31], [-118, 145])]),
  "6": digit(arc([0.3, 0.69], [0.3, 0.31], [0, 360]), arc([0.62, 0.69], [0.62, 0.69], [180, 256])),
  "7": digit([
    [0, 0],
    [0.6, 0],
    [0.2, 1],
  ]),
  "8": digit(arc([0.3, 0.24], [0.25, 0.24], [0, 360]), arc([0.3, 0.74], [0.3, 0.26], [0, 360])),
  "9": digit(arc([0.3, 0.31], [0.3, 0.31], [0, 360]), arc([-0.02, 0.31], [0.62, 0.69], [0, 76])),
  ".": { width: 0.08, lines: [[[0.04, 1]]] },
  "%": {
    width: 0.9,
    lines: [
      arc([0.18, 0.2], [0.18, 0.2], [0, 360]),
      arc([0.72, 0.8], [0.18, 0.2], [0, 360]),
      [
        [0.7, 0],
        [0.2, 1],
      ],
    ],
  },
};

/** Between two signs, in heights. */
const gap = 0.24;

/** Whether all signs of a text can be drawn. */
export const canBeDrawn = (text: string): boolean => [...text].every((one) => Object.hasOwn(signs, one));

/** How wide a number is at a height. */
export function widthOfNumber(text: string, height: number): number {
  const widths = [...text].map((one) => ownValue(signs, one)?.width ?? 0);
  return widths.reduce((sum, width) => sum + width + gap, -gap) * height;
}

/** Draws a number from its left upper corner on. */
export function drawNumber(
  canvas: Canvas,
  text: string,
  [x, y]: Point,
  { height, colour }: { readonly height: number; readonly colour: Colour },
): void {
  let left = x;
  for (const one of text) {
    const { width, lines } = ownValue(signs, one) ?? { width: 0, lines: [] };
    for (const line of lines)
      canvas.line(
        line.map(([dx, dy]) => [left + dx * height, y + dy * height] as const),
        { width: height / 8, colour },
      );
    left += (width + gap) * height;
  }
}
