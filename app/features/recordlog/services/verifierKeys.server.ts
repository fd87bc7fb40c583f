import { z } from "zod";
import type { Db } from "~db/client";
import { recordEntryAt } from "./read.server";

const begin = z.object({ keys: z.array(z.string()), receipts: z.array(z.string()) });

/** The keys under which a log was begun, as its first entry says; null where it has none. */
export async function keysOfBegin(
  db: Db,
  log: string,
): Promise<{ readonly log: readonly string[]; readonly receipts: readonly string[] } | null> {
  const first = await recordEntryAt(db, log, 0);
  if (!first) return null;
  const { keys, receipts } = begin.parse(JSON.parse(first.entry));
  return { log: keys, receipts };
}
