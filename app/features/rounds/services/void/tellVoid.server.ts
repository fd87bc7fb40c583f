import { and, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { notify, notifyMembers, tellOrganizers } from "~/features/notices/services/notify.server";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { notices } from "~/features/rounds/feature";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";
import { ballotLogs, ballotVoters, rounds, seats } from "~db/schema/rounds";

const kinds = { components: notices["round-void"], approval: notices["approval-void"] } as const;

/**
 * Tells of rounds that were declared void, by the names of their logs: those who may vote in them, those who did, and the organizers,
 * ahead of the daily mail.
 */
export async function tellVoid(deps: Pick<Deps, "now">, tx: Db, logs: readonly string[]): Promise<void> {
  if (logs.length === 0) return;
  const voided = await tx
    .select({ log: ballotLogs.log, round: rounds, process: { id: processes.id, slug: processes.slug } })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .where(and(inArray(ballotLogs.log, [...logs]), isNotNull(ballotLogs.voidedAt)))
    .orderBy(ballotLogs.log);
  for (const { log, round, process } of voided) {
    const { id, kind, number, title, workgroupId } = round;
    const notice = {
      kind: kinds[kind],
      key: `round-void ${id}`,
      path: `/p/${process.slug}/${roundPath(round)}`,
      values: { number, title },
      isUrgent: true,
    };
    if (workgroupId === null) await notifyMembers(deps, tx, process, notice);
    const onRoll = await tx
      .select({ userId: seats.userId })
      .from(seats)
      .leftJoin(ballotVoters, and(eq(ballotVoters.log, log), eq(ballotVoters.voter, seats.voter)))
      .where(
        and(
          eq(seats.roundId, id),
          isNotNull(seats.userId),
          or(isNull(seats.givenUpAt), isNotNull(ballotVoters.lastLeaf)),
        ),
      );
    const told = onRoll.flatMap(({ userId }) => userId ?? []);
    if (told.length > 0) await notify(deps, tx, process, told, notice);
    await tellOrganizers(deps, tx, process, notice);
  }
}
