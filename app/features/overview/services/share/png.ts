import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";
import type { Canvas } from "~/kernel/picture/canvas";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture as a PNG file (ISO/IEC 15948): a byte a pixel where its colours fit a palette, otherwise three. */
export async function pngOf(canvas: Canvas): Promise<Buffer<ArrayBuffer>> {
  const { palette, rows } = indexed(canvas) ?? { palette: null, rows: inTrueColour(canvas) };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(canvas.width, 0);
  head.writeUInt32BE(canvas.height, 4);
  head.set([8, palette ? 3 : 2, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    ...(palette ? [chunk("PLTE", palette)] : []),
    chunk("IDAT", await promisify(deflate)(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Rows of numbers of colours, each after a byte that says that it is not filtered; null where there are too many colours. */
function indexed({ width, height, pixels }: Canvas): { palette: Buffer; rows: Buffer } | null {
  const known = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  let last = { pixel: -1, index: 0 };
  for (let at = 0; at < pixels.length; at += 1) {
    const pixel = pixels[at] as number;
    if (pixel !== last.pixel) {
      const index = known.get(pixel) ?? known.size;
      if (index > 255) return null;
      known.set(pixel, index);
      last = { pixel, index };
    }
    rows[at + Math.floor(at / width) + 1] = last.index;
  }
  return { palette: Buffer.concat([...known.keys()].map(bytesOf)), rows };
}

function inTrueColour({ width, height, pixels }: Canvas): Buffer {
  const rows = Array.from({ length: height }, (_, y) => [
    Buffer.alloc(1),
    ...Array.from(pixels.subarray(y * width, (y + 1) * width), bytesOf),
  ]);
  return Buffer.concat(rows.flat());
}

const bytesOf = (pixel: number): Buffer => Buffer.from([pixel >> 16, (pixel >> 8) & 255, pixel & 255]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
