import { drawShared } from "~/features/overview/domain/share/drawings";
import type { Shared } from "~/features/overview/domain/share/shown";
import { BoundedCache } from "~/platform/boundedCache";
import { pngOf } from "./png";

/** A picture has some ten thousand bytes: so many hundreds of them are kept. */
const pictures = new BoundedCache<Promise<Buffer<ArrayBuffer>>>(4_000_000, () => 20_000);

/** The picture of what a page shows, as a PNG; drawn once for each state. */
export function pictureOf(shared: Shared): Promise<Buffer<ArrayBuffer>> {
  return pictures.getOrMake(JSON.stringify(shared), () => pngOf(drawShared(shared)));
}
