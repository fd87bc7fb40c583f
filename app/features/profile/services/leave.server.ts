import { and, eq } from "drizzle-orm";
import { audit, notices } from "~/features/membership/feature";
import { notify, tellOrganizers } from "~/features/notices/services/notify.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { giveUpSeat } from "~/features/rounds/services/roll.server";
import type { ProcessId, RoundId, WorkgroupId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Leaving } from "~/platform/registrations";
import { erasures } from "~/registries/erasure.server";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { rounds, seats } from "~db/schema/rounds";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

/** Takes from a person what they hold in what they leave; the first reason not to is given back. */
export async function takeFrom(
  deps: Pick<Deps, "now">,
  tx: Db,
  leaving: Leaving,
): Promise<Result<undefined, Refusal>> {
  for (const { leave } of erasures.toReversed()) {
    const refusal = await leave?.(deps, tx, leaving);
    if (refusal) return fail(refusal);
  }
  return ok();
}

/**
 * Leaves a process with everything that one is in it, or one of its workgroups. Seats in its open rounds are given up;
 * ballots that were cast count, and what was written stays. Not as the only organizer (`last_organizer`). Those who run
 * what is left are told.
 */
export async function leave(
  deps: Deps,
  actor: Actor,
  from: { readonly process: string; readonly workgroup: string | null },
): Promise<Result<undefined, Refusal>> {
  const found = await findPart(deps.db, actor, from);
  if (!found) return fail({ code: "not_found" });
  const { process, workgroup } = found;
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["person.left"],
    subject: workgroup?.name ?? "",
  };
  return changeProcess(deps, change, async (tx) => {
    const left = await takeFrom(deps, tx, {
      personId: actor.id,
      processId: process.id,
      workgroupId: workgroup?.id ?? null,
      isOwnWish: true,
    });
    if (!left.ok) return left;
    await tellThatLeft(deps, tx, actor, process, workgroup);
    return ok();
  });
}

/** The process, and its workgroup, as far as the person is in it. */
async function findPart(
  db: Db,
  actor: Pick<Actor, "id">,
  { process, workgroup }: { readonly process: string; readonly workgroup: string | null },
) {
  const [found] = await db
    .select({ process: processes })
    .from(processes)
    .innerJoin(processMembers, eq(processMembers.processId, processes.id))
    .where(and(eq(processes.id, process as ProcessId), eq(processMembers.userId, actor.id)));
  if (!found) return null;
  if (workgroup === null) return { process: found.process, workgroup: null };
  const [group] = await db
    .select({ id: workgroups.id, key: workgroups.key, name: workgroups.name })
    .from(workgroups)
    .where(and(eq(workgroups.id, workgroup as WorkgroupId), eq(workgroups.processId, found.process.id)));
  return group ? { process: found.process, workgroup: group } : null;
}

type Group = { readonly id: WorkgroupId; readonly key: string; readonly name: string };

/** Organizers are told who left the process, facilitators who left their workgroup. */
async function tellThatLeft(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  actor: Actor,
  process: ProcessRow,
  workgroup: Group | null,
): Promise<void> {
  const key = `left ${deps.newId()}`;
  const base = `/p/${process.slug}`;
  if (!workgroup)
    return tellOrganizers(deps, tx, process, {
      kind: notices["person-left"],
      key,
      path: `${base}/manage/members`,
      values: {},
      by: actor,
      except: actor.id,
    });
  const facilitators = await tx
    .select({ userId: workgroupMembers.userId })
    .from(workgroupMembers)
    .where(and(eq(workgroupMembers.workgroupId, workgroup.id), eq(workgroupMembers.role, "facilitator")));
  const ids = facilitators.map(({ userId }) => userId);
  if (ids.length > 0)
    await notify(deps, tx, process, ids, {
      kind: notices["member-left"],
      key,
      path: `${base}/workgroups/${workgroup.key}/facilitate`,
      values: { workgroup: workgroup.name },
      by: actor,
    });
}

/** Gives up one's seat in an open round, by the round's id. Of a round on whose roll one never was, nothing is said. */
export async function leaveRoll(deps: Deps, actor: Actor, id: string): Promise<Result<undefined, Refusal>> {
  const [seated] = await deps.db
    .select({ round: rounds })
    .from(rounds)
    .innerJoin(seats, and(eq(seats.roundId, rounds.id), eq(seats.userId, actor.id)))
    .where(eq(rounds.id, id as RoundId));
  return seated ? giveUpSeat(deps, actor, seated.round) : fail({ code: "not_found" });
}
