export type Point = readonly [x: number, y: number];
export type Colour = `#${string}`;
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Pen = { readonly width: number; readonly colour: Colour };

/** A picture of pixels (0xRRGGBB) on which shapes are drawn with smooth edges. Nothing of it needs a font. */
export type Canvas = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
  /** A rectangle with round corners. */
  box(box: Box, radius: number, colour: Colour): void;
  disc(centre: Point, radius: number, colour: Colour): void;
  ring(centre: Point, radius: number, pen: Pen): void;
  /** A line through points, with round ends. */
  line(points: readonly Point[], pen: Pen): void;
};

/** Edges have so many shades: few enough that a picture of some colours fits a palette. */
const shades = 6;

export function canvasOf(width: number, height: number, ground: Colour): Canvas {
  const pixels = new Uint32Array(width * height).fill(numberOf(ground));

  /** Lays a colour on every pixel of a part of the picture, as far as the shape covers it. */
  const fill = (part: Box, colour: Colour, distance: (x: number, y: number) => number) => {
    const ink = numberOf(colour);
    const right = Math.min(width, Math.ceil(part.x + part.width + 1));
    const bottom = Math.min(height, Math.ceil(part.y + part.height + 1));
    for (let y = Math.max(0, Math.floor(part.y - 1)); y < bottom; y += 1)
      for (let x = Math.max(0, Math.floor(part.x - 1)); x < right; x += 1) {
        const covered = Math.round((0.5 - distance(x + 0.5, y + 0.5)) * shades);
        if (covered <= 0) continue;
        const at = y * width + x;
        pixels[at] = covered >= shades ? ink : mixed(pixels[at] as number, ink, covered / shades);
      }
  };

  return {
    width,
    height,
    pixels,
    box: (part, radius, colour) => {
      const round = Math.min(radius, part.width / 2, part.height / 2);
      const [halfX, halfY] = [part.width / 2 - round, part.height / 2 - round];
      const middle = { x: part.x + part.width / 2, y: part.y + part.height / 2 };
      fill(part, colour, (x, y) => {
        const beyondX = Math.abs(x - middle.x) - halfX;
        const beyondY = Math.abs(y - middle.y) - halfY;
        if (beyondX <= 0 || beyondY <= 0) return Math.max(beyondX, beyondY) - round;
        return Math.sqrt(beyondX * beyondX + beyondY * beyondY) - round;
      });
    },
    disc: (centre, radius, colour) => {
      const distance = distanceTo(centre);
      fill(around([centre], radius), colour, (x, y) => distance(x, y) - radius);
    },
    ring: (centre, radius, pen) => {
      const distance = distanceTo(centre);
      const part = around([centre], radius + pen.width);
      fill(part, pen.colour, (x, y) => Math.abs(distance(x, y) - radius) - pen.width / 2);
    },
    line: (points, pen) => {
      const distance = distanceToLine(points);
      fill(around(points, pen.width), pen.colour, (x, y) => distance(x, y) - pen.width / 2);
    },
  };
}

/** The part of a picture that has all of some points, and so much around them. */
function around(points: readonly Point[], margin: number): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  return { x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y };
}

const distanceTo =
  ([toX, toY]: Point) =>
  (x: number, y: number): number =>
    Math.sqrt((x - toX) ** 2 + (y - toY) ** 2);

function distanceToLine(points: readonly Point[]): (x: number, y: number) => number {
  const parts = points.map(([fromX, fromY], at) => {
    const [toX, toY] = points[at + 1] ?? [fromX, fromY];
    const [alongX, alongY] = [toX - fromX, toY - fromY];
    return { fromX, fromY, alongX, alongY, squared: alongX * alongX + alongY * alongY };
  });
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const { fromX, fromY, alongX, alongY, squared } of parts) {
      const [offX, offY] = [x - fromX, y - fromY];
      const share = squared === 0 ? 0 : (offX * alongX + offY * alongY) / squared;
      const clamped = Math.min(1, Math.max(0, share));
      const [awayX, awayY] = [offX - clamped * alongX, offY - clamped * alongY];
      nearest = Math.min(nearest, awayX * awayX + awayY * awayY);
    }
    return Math.sqrt(nearest);
  };
}

/** A colour such as #0f5257 as a number. */
const numberOf = (colour: Colour): number => Number.parseInt(colour.slice(1), 16);

/** What is seen where a colour covers a share of another one. */
function mixed(under: number, over: number, share: number): number {
  const channel = (shift: number) => {
    const from = (under >> shift) & 255;
    return Math.round(from + (((over >> shift) & 255) - from) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}
