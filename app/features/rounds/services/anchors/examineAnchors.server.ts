import { and, asc, eq, sql } from "drizzle-orm";
import { anchorCommit } from "~/features/recordlog/domain/anchor";
import { extended, rootOf, type Signed } from "~/features/recordlog/domain/guard";
import { anchorsOf } from "~/features/recordlog/services/anchors.server";
import { groupedBy } from "~/kernel/keyed";
import type { Finding } from "~/platform/registrations";
import type { Db } from "~db/client";
import { recordEntries } from "~db/schema/recordlog";

/**
 * Holds a ballot log against the anchors that were made of it: each opens, and is of a beginning of it. A process whose record was begun
 * anew, or loaded, has anchors in several record logs.
 */
export async function anchorFindings(db: Db, ballots: string, leaves: readonly string[]): Promise<Finding[]> {
  const openings = groupedBy(await anchorsOf(db, ballots), ({ log }) => log);
  const commits = groupedBy(await commitsTo(db, ballots), ({ log }) => log);
  return [...new Set([...openings.keys(), ...commits.keys()])].flatMap((log) =>
    findingsIn(ballots, leaves, openings.get(log) ?? [], commits.get(log) ?? []),
  );
}

/** The same within one record log. */
function findingsIn(
  ballots: string,
  leaves: readonly string[],
  openings: Readonly<Awaited<ReturnType<typeof anchorsOf>>>,
  made: Readonly<Awaited<ReturnType<typeof commitsTo>>>,
): Finding[] {
  const findings: Finding[] = [];
  const note = (index: number, what: string) =>
    findings.push({ log: ballots, index: null, what: `anchor ${index} of the record log ${what}` });
  const commits = new Map(made.map(({ index, commit }) => [index, commit]));
  let tree: Signed = { size: 0, frontier: [] };
  for (const { index, salt, size, root } of openings) {
    if (commits.get(index) !== anchorCommit(salt, { ballots, size, root }))
      note(index, "was of something else");
    if (size < tree.size || size > leaves.length) {
      note(index, "is of more entries than there are");
      continue;
    }
    tree = extended(tree, leaves.slice(tree.size, size));
    if (rootOf(tree) !== root) note(index, "is of other entries");
  }
  for (const index of commits.keys())
    if (!openings.some((one) => one.index === index)) note(index, "cannot be opened any more");
  return findings;
}

/** What anchors have for a ballot log. */
async function commitsTo(db: Db, ballots: string) {
  const rows = await db
    .select({ log: recordEntries.log, index: recordEntries.index, entry: recordEntries.entry })
    .from(recordEntries)
    .where(
      and(
        eq(recordEntries.kind, "anchor"),
        sql`strpos(${recordEntries.entry}, ${JSON.stringify(ballots)}) > 0`,
      ),
    )
    .orderBy(asc(recordEntries.index));
  return rows.flatMap(({ log, index, entry }) => {
    const { logs } = JSON.parse(entry) as { readonly logs: readonly (readonly [string, string])[] };
    return logs.flatMap(([name, commit]) => (name === ballots ? [{ log, index, commit }] : []));
  });
}
