import { asc, eq } from "drizzle-orm";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { openSeatsOf } from "~/features/rounds/services/roll.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

/** Everything that a person has a part in: processes, their workgroups, and seats in rounds that are open. */
export async function readParts(deps: Pick<Deps, "db">, actor: Actor, language: Language) {
  const [joined, groups, seats] = await Promise.all([
    deps.db
      .select({ id: processes.id, slug: processes.slug, title: processes.title, role: processMembers.role })
      .from(processMembers)
      .innerJoin(processes, eq(processes.id, processMembers.processId))
      .where(eq(processMembers.userId, actor.id))
      .orderBy(asc(processMembers.joinedAt), asc(processes.slug)),
    deps.db
      .select({
        id: workgroups.id,
        processId: workgroups.processId,
        key: workgroups.key,
        name: workgroups.name,
        role: workgroupMembers.role,
      })
      .from(workgroupMembers)
      .innerJoin(workgroups, eq(workgroups.id, workgroupMembers.workgroupId))
      .where(eq(workgroupMembers.userId, actor.id))
      .orderBy(asc(workgroups.position), asc(workgroups.key)),
    readOpenSeats(deps, actor, language),
  ]);
  return {
    processes: joined.map(({ id, slug, title, role }) => ({
      id,
      slug,
      title: localize(title, language),
      role,
      workgroups: groups.filter(({ processId }) => processId === id),
    })),
    seats,
  };
}

export type OpenSeat = Awaited<ReturnType<typeof readOpenSeats>>[number];

/** Seats that a person has in open rounds, as pages show them: where each is, and whether a ballot of theirs counts. */
export async function readOpenSeats(deps: Pick<Deps, "db">, actor: Pick<Actor, "id">, language: Language) {
  const held = await openSeatsOf(deps.db, actor);
  return held.map(({ id, process, kind, number, title, closesAt, lastKind }) => ({
    id,
    path: `/p/${process}/${roundPath({ kind, number })}`,
    title: localize(title, language),
    closesAt,
    hasBallot: lastKind === "cast",
  }));
}
