import { and, eq, gt, inArray, lte } from "drizzle-orm";
import { outOfTime } from "~/features/meetings/domain/outOfTime";
import { notices } from "~/features/meetings/feature";
import { notify } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import type { TownhallId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { inTransaction } from "~/platform/transaction.server";
import { registrations, townhalls } from "~db/schema/meetings";
import { processes } from "~db/schema/processes";
import { townhallOf } from "./findTownhall.server";

const hour = 60 * 60 * 1000;
/** People are reminded a day before, and again an hour before. */
const reminders = [
  { name: "day", ahead: 24 * hour },
  { name: "hour", ahead: hour },
] as const;

/** Registers for a townhall that has not ended; twice is once. */
export async function register(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhallId: TownhallId,
): Promise<Result<undefined, Refusal>> {
  return inTransaction<undefined>(deps.db, async (tx) => {
    const townhall = await townhallOf(tx, townhallId);
    if (townhall?.processId !== process.id) return fail({ code: "not_found" });
    const code = outOfTime(townhall.state, "open");
    if (code) return fail({ code });
    await tx
      .insert(registrations)
      .values({ townhallId, userId: actor.id, at: deps.now() })
      .onConflictDoNothing();
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    return ok();
  });
}

/** Takes one's registration back, until the meeting ends: after that it is how it was. Twice is once. */
export async function unregister(
  deps: Pick<Deps, "db">,
  actor: Actor,
  townhallId: TownhallId,
): Promise<Result<undefined, Refusal>> {
  return inTransaction<undefined>(deps.db, async (tx) => {
    const townhall = await townhallOf(tx, townhallId);
    if (!townhall) return fail({ code: "not_found" });
    const code = outOfTime(townhall.state, "open");
    if (code) return fail({ code });
    await tx
      .delete(registrations)
      .where(and(eq(registrations.townhallId, townhallId), eq(registrations.userId, actor.id)));
    return ok();
  });
}

/** For which of some townhalls somebody is registered. */
export async function registeredFor(
  deps: Pick<Deps, "db">,
  actor: Actor | null,
  ids: readonly TownhallId[],
): Promise<ReadonlySet<string>> {
  if (!actor || ids.length === 0) return new Set();
  const rows = await deps.db
    .select({ id: registrations.townhallId })
    .from(registrations)
    .where(and(eq(registrations.userId, actor.id), inArray(registrations.townhallId, [...ids])));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Reminds those who registered, a day and an hour before; once each, whoever runs this how often. A
 * meeting that was moved is reminded of anew.
 */
export async function remindRegistered(deps: Deps): Promise<void> {
  const now = deps.now();
  const soon = await deps.db
    .select({
      id: townhalls.id,
      number: townhalls.number,
      title: townhalls.title,
      startsAt: townhalls.startsAt,
      process: processes,
    })
    .from(townhalls)
    .innerJoin(processes, eq(processes.id, townhalls.processId))
    .where(
      and(
        eq(townhalls.state, "planned"),
        gt(townhalls.startsAt, now),
        lte(townhalls.startsAt, new Date(now.getTime() + 24 * hour)),
      ),
    );
  await eachAlone(soon, async ({ id, number, title, startsAt, process }) => {
    const left = startsAt.getTime() - now.getTime();
    // Who registers in the last hour is told once, not twice.
    const due = reminders.filter(({ ahead }) => left <= ahead).at(-1);
    if (!due) return;
    await deps.db.transaction(async (tx) => {
      const rows = await tx
        .select({ userId: registrations.userId })
        .from(registrations)
        .where(eq(registrations.townhallId, id));
      const at = startsAt.toISOString();
      await notify(
        deps,
        tx,
        process,
        rows.map(({ userId }) => userId),
        {
          kind: notices["townhall-soon"],
          key: `townhall-soon ${id} ${at} ${due.name}`,
          path: `/p/${process.slug}/townhalls/${number}`,
          values: { number, title, at },
          isUrgent: true,
        },
      );
    });
  });
}
