import type { Canvas, Colour, Point } from "~/kernel/picture/canvas";
import { arc } from "~/kernel/picture/digits";

/** The colours of the light scheme (app/ui/styles/frame/tokens.css): what shows a preview has a scheme of its own. */
export const colours = {
  paper: "#faf8f3",
  card: "#ffffff",
  ink: "#1a2029",
  quiet: "#59616d",
  line: "#dfdacd",
  edge: "#858278",
  accent: "#1d4e89",
  good: "#0f5257",
  bad: "#9d2419",
  mark: "#ffefbe",
  gold: "#e9cf82",
} as const satisfies Record<string, Colour>;

export const bandColours: readonly Colour[] = ["#0f5257", "#33756f", "#d9c27a", "#d79a6a", "#bdb8ae"];

type Placed = { readonly at: Point; readonly size: number; readonly colour: Colour };

/** The mark of the application, as public/favicon.svg has it. */
export function drawBrand(canvas: Canvas, [x, y]: Point, size: number): void {
  const unit = size / 32;
  canvas.box({ x, y, width: size, height: size }, 8 * unit, colours.accent);
  const centre: Point = [x + 16.1 * unit, y + 16 * unit];
  canvas.line(arc(centre, [8 * unit, 8 * unit], [42.4, 317.6]), { width: 3 * unit, colour: colours.card });
  const entering: readonly Point[] = [
    [x + 16.5 * unit, y + 16 * unit],
    [x + 26.5 * unit, y + 16 * unit],
  ];
  canvas.line(entering, { width: 3 * unit, colour: colours.gold });
}

export type Mark = (canvas: Canvas, placed: Placed) => void;

/** Lines of a sign one wide and high around its centre. */
const sign =
  (...lines: readonly (readonly Point[])[]): Mark =>
  (canvas, { at: [x, y], size, colour }) => {
    for (const line of lines)
      canvas.line(
        line.map(([dx, dy]) => [x + dx * size, y + dy * size] as const),
        { width: size / 9, colour },
      );
  };

const outline = (left: number, top: number, right: number, bottom: number): readonly Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
  [left, top],
];

const tick: readonly Point[] = [
  [-0.22, 0.02],
  [-0.05, 0.2],
  [0.25, -0.18],
];

export const marks = {
  /** Yes. */
  tick: sign(tick),
  /** No. */
  cross: sign(
    [
      [-0.2, -0.2],
      [0.2, 0.2],
    ],
    [
      [-0.2, 0.2],
      [0.2, -0.2],
    ],
  ),
  /** Take care. */
  warning: sign(
    [
      [0, -0.4],
      [0.44, 0.36],
      [-0.44, 0.36],
      [0, -0.4],
    ],
    [
      [0, -0.1],
      [0, 0.08],
    ],
    [[0, 0.23]],
  ),
  /** A list of components. */
  list: sign(
    ...[-0.26, 0, 0.26].flatMap((y): (readonly Point[])[] => [
      [[-0.32, y]],
      [
        [-0.1, y],
        [0.34, y],
      ],
    ]),
  ),
  /** A ballot with a tick in its box. */
  ballot: sign(outline(-0.36, -0.36, 0.36, 0.36), tick),
  /** A sheet of text. */
  sheet: sign(
    outline(-0.28, -0.38, 0.28, 0.38),
    [
      [-0.1, -0.14],
      [0.1, -0.14],
    ],
    [
      [-0.1, 0.1],
      [0.1, 0.1],
    ],
  ),
  /** Groups that overlap. */
  groups: (canvas, { at: [x, y], size, colour }) => {
    const centres: readonly Point[] = [
      [x, y - 0.17 * size],
      [x - 0.18 * size, y + 0.14 * size],
      [x + 0.18 * size, y + 0.14 * size],
    ];
    for (const centre of centres) canvas.ring(centre, 0.22 * size, { width: size / 10, colour });
  },
  /** A flag: released. */
  flag: sign([
    [-0.24, 0.42],
    [-0.24, -0.36],
    [0.3, -0.36],
    [0.14, -0.14],
    [0.3, 0.08],
    [-0.24, 0.08],
  ]),
  /** What somebody says. */
  bubble: sign([
    [-0.36, -0.3],
    [0.36, -0.3],
    [0.36, 0.2],
    [-0.04, 0.2],
    [-0.22, 0.38],
    [-0.22, 0.2],
    [-0.36, 0.2],
    [-0.36, -0.3],
  ]),
} satisfies Record<string, Mark>;
