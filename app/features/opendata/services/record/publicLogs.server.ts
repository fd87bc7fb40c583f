import { asc, eq, sql } from "drizzle-orm";
import type { ApprovalResult } from "~/features/approvals/domain/result";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { revealedRounds } from "~/features/rounds/services/publication.server";
import type { ExportScope } from "~/platform/recordTable";
import { type Db, rowsOf } from "~db/client";
import { approvals } from "~db/schema/approvals";
import { ballotLogs, rounds } from "~db/schema/rounds";

/** A log that anyone may read, where its entries stand in the record, and of an approval its result. */
export type PublicLog = {
  readonly log: string;
  readonly path: string;
  readonly showsReasons: boolean;
  readonly result: ApprovalResult | null;
};

/** The logs of a process that anyone may read. */
export async function publicLogs(db: Db, extent: ExportScope): Promise<PublicLog[]> {
  const rows = await db
    .select({ log: ballotLogs.log, kind: rounds.kind, number: rounds.number, result: approvals.result })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .leftJoin(approvals, eq(approvals.roundId, rounds.id))
    .where(sql`${rounds.id} in ${revealedRounds(extent)}`)
    .orderBy(asc(rounds.kind), asc(rounds.number));
  return rows.map(({ log, kind, number, result }) => ({
    log,
    showsReasons: roundTraits[kind].showsReasons,
    path: `${roundPath({ kind, number })}/entries.jsonl`,
    result,
  }));
}

type Entry = { index: number; leaf: string; entry: string; salt: string | null; notes: unknown };
/** Ballots have many kilobytes: so many are written at once, and others are not held up. */
const portion = 200;

/**
 * The lines of a log as its page gives them, portion by portion: entries, and the reasons that stand. Those of
 * kinds of rounds that keep them from their logs are not among them.
 */
export async function* streamLog(
  tx: Db,
  { log, showsReasons }: Pick<PublicLog, "log" | "showsReasons">,
): AsyncGenerator<string> {
  for (let from = 0; ; from += portion) {
    const rows = await rowsOf<Entry>(
      tx,
      sql`select e.index, e.leaf, e.entry, n.salt, n.notes from ballot_entries e
        left join ballot_voters v on v.log = e.log and v.voter = e.voter and v.last_leaf = e.leaf and v.last_kind = 'cast'
        left join ballot_notes n on n.log = e.log and n.index = e.index and v.voter is not null
          and ${showsReasons}
        where e.log = ${log} and e.index >= ${from} and e.index < ${from + portion} order by e.index`,
    );
    if (rows.length > 0)
      yield rows
        .map(({ index, leaf, entry, salt, notes }) =>
          JSON.stringify({ index, leaf, entry, ...(salt === null ? {} : { salt, notes }) }),
        )
        .join("\n")
        .concat("\n");
    if (rows.length < portion) return;
  }
}
