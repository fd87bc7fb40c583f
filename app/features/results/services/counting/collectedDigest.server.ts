import { sql } from "drizzle-orm";
import type { ProcessId, RoundId } from "~/kernel/ids";
import { digestOf } from "~/platform/heavy/digest.server";
import type { Db } from "~db/client";

/**
 * Identifies what is collected from some rounds: while it is the same, every count and file of them is. Entries are identified by
 * their leaves, which are their hashes.
 */
export function collectedDigest(db: Db, processId: ProcessId, roundIds: readonly RoundId[]): Promise<string> {
  const list = sql.join(
    roundIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const ids = sql`any(array[${list}]::uuid[])`;
  return digestOf(db, [
    sql`select id, number, state, workgroup_id, component_version, asked, offers_not_necessary, attribution, rule_hash
      from rounds where id = ${ids} order by id`,
    sql`select l.log, e.index, e.leaf from ballot_logs l join ballot_entries e on e.log = l.log
      where l.round_id = ${ids} order by l.log, e.index`,
    sql`select round_id, voter, label, organization from seats where round_id = ${ids} order by round_id, voter`,
    sql`select key from criteria where process_id = ${processId} order by position, key`,
    sql`select key, category from components where process_id = ${processId} order by position, key`,
    sql`select version, at, from_keys, to_keys, carries_votes from component_changes
      where process_id = ${processId} order by version, at, id`,
    sql`select id, key from workgroups where process_id = ${processId} order by position, key`,
  ]);
}
