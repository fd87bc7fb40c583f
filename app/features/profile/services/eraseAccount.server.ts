import { inArray, sql } from "drizzle-orm";
import { newVersion } from "~/features/processes/services/changeProcess.server";
import type { ProcessId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Announcement, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { erasures } from "~/registries/erasure.server";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";

/**
 * Erases a person: account, sessions, profile, memberships, saved ballots, the reasons they gave, their
 * endorsements, why they volunteered, and the salts that tie their seats to them; on wish (`withTexts`)
 * the texts that are theirs alone, too; reasons of decisions stay (docs/decisions/046). What becomes of what, each
 * feature says in its registrations.
 * Seats in open rounds are given up. Refused while they are the only organizer of a process (`last_organizer`).
 */
export async function eraseAccount(
  deps: Deps,
  actor: Actor,
  withTexts = false,
): Promise<Result<undefined, Refusal>> {
  const announcements: Announcement[] = [];
  const erased = await inTransaction(deps.db, async (tx) => {
    const named = await processesNaming(tx, actor);
    // Processes before logs, as every change of a process does; locked before organizers are counted, so
    // that of the last two who leave at once one stays.
    await tx
      .select({ id: processes.id })
      .from(processes)
      .where(inArray(processes.id, named))
      .orderBy(processes.id)
      .for("no key update");
    for (const { refuses } of erasures) {
      const refusal = await refuses?.(tx, actor);
      if (refusal) return fail(refusal);
    }
    for (const processId of named) {
      const version = await newVersion(tx, processId);
      announcements.push({ event: "process:changed", processId, version });
    }
    // Words that go with a person leave no row in the history of what they stood in.
    await tx.execute(sql`select set_config('codraft.erasing', 'on', true)`);
    if (withTexts) for (const { eraseTexts } of erasures) await eraseTexts?.(tx, actor);
    for (const { erase } of erasures.toReversed()) await erase?.(deps, tx, actor);
    return ok();
  });
  if (erased.ok) for (const announcement of announcements) deps.publish(announcement);
  return erased;
}

/** Every process whose pages may name the person, in a fixed order so that two erasures never wait for each other. */
async function processesNaming(tx: Db, actor: Actor): Promise<ProcessId[]> {
  const named: ProcessId[] = [];
  for (const { touched } of erasures) named.push(...((await touched?.(tx, actor)) ?? []));
  return [...new Set(named)].sort();
}
