import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Zip, ZipDeflate } from "fflate";
import { task } from "~/platform/heavy/work";

/** The files of a folder, by their names in the order in which they are packed, and where the .zip file goes. */
type Packing = { readonly path: string; readonly folder: string; readonly names: readonly string[] };

/** Packs the files of a record one after the other, so that none is whole in memory. */
export const packRecord = task(
  "opendata.pack",
  async ({ path, folder, names }: Packing): Promise<null> => {
    await pipeline(Readable.from(packed(folder, names)), createWriteStream(path));
    return null;
  },
  { isLong: true },
);

/** The day that every entry of a .zip carries: the first that the format knows, so that equal records are equal. */
const zipDay = new Date(1980, 0, 1);

/** The bytes of a .zip file of these files; as fast as they are taken. */
async function* packed(folder: string, names: readonly string[]): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  const take = () => made.splice(0);
  for (const name of names) {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = zipDay;
    zip.add(entry);
    for await (const chunk of createReadStream(join(folder, name))) {
      entry.push(chunk as Uint8Array, false);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
