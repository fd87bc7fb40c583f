import { nodeHash } from "./merkle";

/** Hashes of a level that one file has, and entries of a bundle (C2SP's tlog-tiles). */
const tileWidth = 256;

/** A file of a log: hashes of one level of the tree, or the entries themselves. */
export type Tile = {
  readonly level: number | "entries";
  readonly index: number;
  /** How many it has: 256, or fewer in the last one. */
  readonly width: number;
};

/** Where a tile is: the index in groups of three digits, all but the last marked by an x. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ""}`;
}

/** The tile at a path, or null where there can be none. */
export function readTilePath(path: string): Tile | null {
  const [, level = "", index = "", , width] =
    /^tile\/(entries|[0-9]|[1-5][0-9])\/((?:x[0-9]{3}\/)*[0-9]{3})(\.p\/([1-9][0-9]{0,2}))?$/.exec(path) ??
    [];
  if (level === "") return null;
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, "")),
    width: width === undefined ? tileWidth : Number(width),
  };
  // One tile has one path: no leading groups of zeros, no partial tile as wide as a full one.
  return tilePath(tile) === path ? tile : null;
}

/** Whether a log of this size has all that the tile holds, so that it never changes. */
export function hasTile(size: number, { level, index, width }: Tile): boolean {
  const count = level === "entries" ? size : Math.floor(size / tileWidth ** level);
  return index * tileWidth + width <= count;
}

/** The hashes of a tile, one after the other as bytes. */
export function tileOfHashes(hashes: readonly string[]): Uint8Array {
  return new Uint8Array(Buffer.from(hashes.join(""), "hex"));
}

/** The hash of a full tile, which stands for it in the level above. */
export function tileHash(hashes: readonly string[]): string {
  if (hashes.length !== tileWidth) throw new Error("only a full tile has a hash in the level above");
  let level = [...hashes];
  while (level.length > 1)
    level = level.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, level[at + 1] ?? "")] : []));
  return level[0] ?? "";
}

/** Entries as a bundle: before each its length, in two bytes. */
export function entryBundle(entries: readonly string[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      entries.flatMap((entry) => {
        const bytes = Buffer.from(entry);
        const length = Buffer.alloc(2);
        length.writeUInt16BE(bytes.length);
        return [length, bytes];
      }),
    ),
  );
}

/** The entries of a bundle; null where it is none. */
export function readEntryBundle(bytes: Uint8Array): string[] | null {
  const entries: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return null;
    const end = at + 2 + view.getUint16(at);
    if (end > bytes.length) return null;
    entries.push(new TextDecoder().decode(bytes.subarray(at + 2, end)));
    at = end;
  }
  return entries;
}

/** The bundles that have the entries from one on and before another, each as wide as a log of that size has it. */
export function bundlesOf(from: number, size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < size; index++)
    tiles.push({ level: "entries", index, width: Math.min(tileWidth, size - index * tileWidth) });
  return tiles;
}
