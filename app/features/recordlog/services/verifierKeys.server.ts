import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { z } from "zod";
import { keysAt, type NamedKeys } from "~/features/recordlog/domain/keys";
import { parseStrictJson } from "~/kernel/text/strictJson";
import type { Db } from "~db/client";
import { recordCheckpoints, recordEntries } from "~db/schema/recordlog";

const lists = z.object({ keys: z.array(z.string()), receipts: z.array(z.string()) });
const named = z
  .string()
  .transform((text, context) => {
    const json = parseStrictJson(text);
    if (!json.ok) context.addIssue({ code: "custom", message: "it is no JSON" });
    return json.ok ? json.value : null;
  })
  .pipe(lists);

/** All keys that a log names, in the order in which they came to sign; none where it has not begun. */
export async function namedKeys(db: Db, log: string): Promise<NamedKeys[]> {
  const { index, entry, at, kind } = recordEntries;
  const rows = await db
    .select({ index, entry, at, kind })
    .from(recordEntries)
    .where(and(eq(recordEntries.log, log), inArray(kind, ["begin", "keys"])))
    .orderBy(asc(index));
  return keysIn(rows);
}

type NamingRow = { readonly index: number; readonly at: Date; readonly kind: string; readonly entry: string };

/** What entries of a log name of keys; what cannot be read names none. */
export function keysIn(rows: readonly NamingRow[]): NamedKeys[] {
  return rows
    .filter(({ kind }) => kind === "begin" || kind === "keys")
    .flatMap(({ index, at, entry }) => {
      const read = named.safeParse(entry);
      return read.success ? [{ index, at, ...read.data }] : [];
    });
}

/** The keys of a log of so many entries, or of all that it has now; null where it has not begun. */
export async function keysOfLog(
  db: Db,
  log: string,
  size = Number.POSITIVE_INFINITY,
): Promise<NamedKeys | null> {
  return keysAt(await namedKeys(db, log), size) ?? null;
}

/** The checkpoints by which each change of keys within so many entries was signed under the keys before, by the index of its entry. */
export async function handoverNotes(db: Db, log: string, size: number): Promise<ReadonlyMap<number, string>> {
  const notes = new Map<number, string>();
  for (const { index } of (await namedKeys(db, log)).slice(1)) {
    const note = index < size ? await handoverNote(db, log, index) : null;
    if (note !== null) notes.set(index, note);
  }
  return notes;
}

/** The checkpoint by which a change of keys was signed under the key before: the first that covers its entry; null until there is one. */
export async function handoverNote(db: Db, log: string, index: number): Promise<string | null> {
  const [entry] = await db
    .select({ kind: recordEntries.kind })
    .from(recordEntries)
    .where(and(eq(recordEntries.log, log), eq(recordEntries.index, index), eq(recordEntries.kind, "keys")));
  if (!entry) return null;
  const [first] = await db
    .select({ note: recordCheckpoints.note })
    .from(recordCheckpoints)
    .where(and(eq(recordCheckpoints.log, log), gt(recordCheckpoints.size, index)))
    .orderBy(asc(recordCheckpoints.size))
    .limit(1);
  return first?.note ?? null;
}
