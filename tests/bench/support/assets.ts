import { readdirSync, statSync } from "node:fs";

const folder = "build/client/assets";

/** The address of the built file whose size is nearest to this many bytes; files go out as they are, whatever is accepted. */
export function assetOf(bytes: number): string {
  const distance = (name: string) => Math.abs(statSync(`${folder}/${name}`).size - bytes);
  const [nearest] = readdirSync(folder).sort((a, b) => distance(a) - distance(b));
  if (!nearest) throw new Error("nothing is built");
  return `/assets/${nearest}`;
}
