import { sql } from "drizzle-orm";
import { charactersOf, type VerifiedLog } from "~/features/rounds/domain/verifiedLog";
import { logPortions, type RoundRow } from "~/features/rounds/services/read.server";
import { BoundedCache } from "~/platform/boundedCache";
import type { Deps } from "~/platform/deps";
import { digestOf } from "~/platform/heavy/digest.server";
import type { Db } from "~db/client";
import { ballotEntries } from "~db/schema/rounds";
import { verifyBallotLog } from "./logTasks.server";

/** What is known of closed logs, by the digest of everything that it follows from: never out of date. */
const kept = new BoundedCache<VerifiedLog>(24_000_000, charactersOf);
const underWay = new Map<string, Promise<VerifiedLog>>();

/**
 * A name for the rows of a log, which changes as soon as any of them does. The transaction that wrote a row stands for its text,
 * which may be long: a row that is rewritten, even behind the server's back, is written by another transaction.
 */
function logDigest(db: Db, log: string): Promise<string> {
  return digestOf(db, [
    sql`select index, leaf, ${sql.raw("ballot_entries.xmin")} from ${ballotEntries} where log = ${log} order by index`,
  ]);
}

/** A closed log verified from its first entry, once for the rows that it has, in a thread for heavy work. */
export async function verifiedLog(
  deps: Pick<Deps, "db" | "roundKinds" | "work">,
  { kind }: Pick<RoundRow, "kind">,
  log: string,
): Promise<VerifiedLog & { readonly digest: string }> {
  const digest = await logDigest(deps.db, log);
  const known = kept.get(digest);
  if (known) return { ...known, digest };
  const making = underWay.get(digest) ?? verified(deps, { kind, log }, digest);
  underWay.set(digest, making);
  try {
    return { ...(await making), digest };
  } finally {
    underWay.delete(digest);
  }
}

async function verified(
  deps: Pick<Deps, "db" | "roundKinds" | "work">,
  what: { readonly kind: RoundRow["kind"]; readonly log: string },
  digest: string,
): Promise<VerifiedLog> {
  const made = await deps.work(verifyBallotLog(deps.roundKinds), what, logPortions(deps.db, what.log));
  // What was appended while it was read belongs to another digest.
  if ((await logDigest(deps.db, what.log)) === digest) kept.set(digest, made);
  return made;
}
