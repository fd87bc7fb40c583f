import { Zip, ZipDeflate } from "fflate";
import { mostBytes } from "~/features/verification/domain/bundle";
import { joined, utf8 } from "~/kernel/hash/bytes";
import { canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import { task } from "~/platform/heavy/work";

/** A piece of a file of a bundle; the pieces of one file come one after the other. */
export type BundlePiece = { readonly path: string; readonly text: string };

type About = { readonly process: string; readonly result: number; readonly page: string };

/** The day that every entry of a .zip carries: the first that the format knows, so that equal bundles are equal. */
const zipDay = new Date(1980, 0, 1);

/** A bundle as one .zip file, the list of its files last. Null where it would be more than anybody is asked to unpack. */
export const writeBundle = task(
  "write a bundle",
  async (about: About, pieces: AsyncIterable<readonly BundlePiece[]>): Promise<Uint8Array | null> => {
    const made: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      made.push(chunk);
    });
    const files: [string, number, string][] = [];
    let total = 0;
    const write = (path: string, chunks: readonly Uint8Array[]) => {
      const entry = new ZipDeflate(path, { level: 6 });
      entry.mtime = zipDay;
      zip.add(entry);
      for (const chunk of chunks) entry.push(chunk, false);
      entry.push(new Uint8Array(0), true);
      const size = chunks.reduce((sum, { length }) => sum + length, 0);
      files.push([path, size, sha256Hex(joined(...chunks))]);
    };
    /** The file whose pieces are coming in. */
    const gathering: { readonly path: string; readonly chunks: Uint8Array[] }[] = [];
    const writeGathered = () => {
      for (const { path, chunks } of gathering.splice(0)) write(path, chunks);
    };
    for await (const portion of pieces)
      for (const { path, text } of portion) {
        if (gathering[0]?.path !== path) {
          writeGathered();
          gathering.push({ path, chunks: [] });
        }
        const bytes = utf8(text);
        total += bytes.length;
        if (total > mostBytes) return null;
        gathering[0]?.chunks.push(bytes);
      }
    writeGathered();
    write("manifest.json", [utf8(canonicalJson({ format: "codraft-bundle/1" as const, ...about, files }))]);
    zip.end();
    return joined(...made);
  },
  { isLong: true },
);
