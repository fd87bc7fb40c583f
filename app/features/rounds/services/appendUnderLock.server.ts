import { eq } from "drizzle-orm";
import { sealEntry } from "~/features/rounds/domain/entry";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotEntries, ballotLogs } from "~db/schema/rounds";

/** Appends one of the log's own entries; the caller holds the head's lock and knows its size. */
export async function appendUnderLock(
  deps: Pick<Deps, "now">,
  tx: Db,
  log: string,
  size: number,
  body: Parameters<typeof sealEntry>[0],
): Promise<string> {
  const sealed = sealEntry(body);
  const voter = "voter" in body ? body.voter : null;
  await tx
    .insert(ballotEntries)
    .values({ log, index: size, kind: body.kind, voter, ...sealed, at: deps.now() });
  await tx
    .update(ballotLogs)
    .set({ size: size + 1 })
    .where(eq(ballotLogs.log, log));
  return sealed.leaf;
}
