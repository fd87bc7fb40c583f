import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { logFile } from "~/features/rounds/services/logFiles.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Deps } from "~/platform/deps";

/** The file of a round's log, unpacked; null while it may not be read. */
export async function logLines(deps: Deps, round: RoundRow): Promise<string | null> {
  const made = await logFile(deps, round);
  return made && text(made.file.createReadStream().pipe(createGunzip()));
}
