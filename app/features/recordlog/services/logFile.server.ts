import { hashOver, leavesOfNode, type NodePlace } from "~/kernel/tlog/nodes";
import { entryBundle, hasTile, readTilePath, type Tile, tileOfHashes } from "~/kernel/tlog/tiles";
import type { Db } from "~db/client";
import { findLog, newestCheckpoint, recordRows, recordRowsAt } from "./read.server";
import { handoverNote, keysOfLog } from "./verifierKeys.server";
import { declaredPolicy, withCosignatures } from "./witnessed.server";

/** A file that anybody may fetch of a log. What `isLasting` is the same for ever. */
export type LogFile = { readonly body: string | Uint8Array; readonly isLasting: boolean };

/**
 * A file of a log by its path: `checkpoint` and tiles as C2SP's tlog-tiles has them, never beyond what was signed; `key` and
 * `receipts-key`, its verifier keys; `keys/INDEX`, the checkpoint by which they were changed in that entry; `policy`, who has to have
 * seen it. Null where there is none.
 */
export async function logFile(db: Db, name: string, path: string): Promise<LogFile | null> {
  const tile = readTilePath(path);
  const [, change] = /^keys\/([1-9][0-9]{0,8})$/.exec(path) ?? [];
  if (!tile && !change && !["checkpoint", "key", "receipts-key", "policy"].includes(path)) return null;
  const log = await findLog(db, name);
  if (!log) return null;
  if (path === "key" || path === "receipts-key") {
    const keys = await keysOfLog(db, log.origin);
    const lines = path === "key" ? keys?.keys : keys?.receipts;
    return lines ? { body: lines.map((line) => `${line}\n`).join(""), isLasting: false } : null;
  }
  if (change) {
    const note = await handoverNote(db, log.origin, Number(change));
    return note === null ? null : { body: note, isLasting: true };
  }
  if (path === "policy") {
    const declared = await declaredPolicy(db, log.origin);
    return declared && { body: declared.text, isLasting: false };
  }
  const checkpoint = await newestCheckpoint(db, log.origin);
  if (!checkpoint) return null;
  if (!tile) return { body: await withCosignatures(db, log.origin, checkpoint), isLasting: false };
  return hasTile(checkpoint.size, tile)
    ? { body: await tileBody(db, log.origin, tile), isLasting: true }
    : null;
}

/** Levels of the tree between one tile and the next. */
const tileHeight = 8;

async function tileBody(db: Db, origin: string, { level, index, width }: Tile): Promise<Uint8Array> {
  const first = index * 2 ** tileHeight;
  if (level === "entries")
    return entryBundle((await recordRows(db, origin, first, first + width)).map(({ entry }) => entry));
  const places = Array.from({ length: width }, (_, at) => [{ level: level * tileHeight, index: first + at }]);
  return tileOfHashes(await hashesOver(db, origin, places));
}

/** Hashes over adjacent full subtrees, read in one statement whatever the size of the log. */
export async function hashesOver(
  db: Db,
  origin: string,
  places: readonly (readonly NodePlace[])[],
): Promise<string[]> {
  const asked = places.flat().flatMap(leavesOfNode);
  if (asked.length === 0) return [];
  const rows = new Map((await recordRowsAt(db, origin, asked)).map((row) => [row.index, row]));
  const keptAt = (index: number) => {
    const row = rows.get(index);
    if (!row) throw new Error(`${origin} has no entry ${index}`);
    return row;
  };
  return places.map((group) => hashOver(group, keptAt));
}
