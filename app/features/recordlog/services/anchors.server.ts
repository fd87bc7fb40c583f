import { and, asc, eq } from "drizzle-orm";
import { canonicalJson } from "~/kernel/hash/canonical";
import type { Db } from "~db/client";
import { recordAnchors } from "~db/schema/recordlog";

/** What each anchor of a ballot log was of, in order; those of one record log where it is given. To be given out once its ballots are. */
export function anchorsOf(db: Db, ballots: string, log?: string) {
  return db
    .select()
    .from(recordAnchors)
    .where(
      and(eq(recordAnchors.ballots, ballots), log === undefined ? undefined : eq(recordAnchors.log, log)),
    )
    .orderBy(asc(recordAnchors.log), asc(recordAnchors.index));
}

/** Those of the record log of a process that stands for it now, as `anchors.jsonl`. */
export async function anchorsText(db: Db, ballots: string, log: string): Promise<string> {
  return (await anchorsOf(db, ballots, log))
    .map(({ index, salt, size, root }) => `${canonicalJson({ entry: index, salt, size, root })}\n`)
    .join("");
}
