import { join } from "node:path";
import { z } from "zod";
import type { SignedLogs } from "~/features/recordlog/services/recordLogDeps";
import { keepWhole, readKept } from "./keptFile";

const state = z.strictObject({
  size: z.number().int().nonnegative(),
  frontier: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

/**
 * What this server signed last of each log, in a file a log beside the keys. It is on the disk before the signature leaves, so that
 * a database that was put back cannot have something else signed.
 */
export function signedLogs(keys: string): SignedLogs {
  const folder = join(keys, "signed");
  const pathOf = (origin: string) => join(folder, `${encodeURIComponent(origin)}.json`);
  return {
    read: (origin) => {
      const text = readKept(pathOf(origin));
      return text === null ? null : state.parse(JSON.parse(text));
    },
    keep: (origin, { size, frontier }) =>
      keepWhole(pathOf(origin), `${JSON.stringify({ size, frontier })}\n`),
  };
}
