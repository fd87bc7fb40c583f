import { asc, eq } from "drizzle-orm";
import { canonicalJson } from "~/kernel/hash/canonical";
import type { Db } from "~db/client";
import { recordAnchors } from "~db/schema/recordlog";

/** What each anchor of a ballot log was of, in order. To be given out once its ballots are. */
export function anchorsOf(db: Db, ballots: string) {
  return db
    .select()
    .from(recordAnchors)
    .where(eq(recordAnchors.ballots, ballots))
    .orderBy(asc(recordAnchors.index));
}

/** The same as `anchors.jsonl`. */
export async function anchorsText(db: Db, ballots: string): Promise<string> {
  return (await anchorsOf(db, ballots))
    .map(({ index, salt, size, root }) => `${canonicalJson({ entry: index, salt, size, root })}\n`)
    .join("");
}
