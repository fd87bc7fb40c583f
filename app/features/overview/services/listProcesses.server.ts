import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { isOpenToAll } from "~/features/processes/services/openToAll.server";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Actor, Deps } from "~/platform/deps";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";

/** All processes that are open to everyone, with how many rounds are open and results published. */
export async function listProcesses(deps: Pick<Deps, "db">) {
  const [all, open, made] = await Promise.all([
    deps.db
      .select()
      .from(processes)
      .where(isOpenToAll)
      .orderBy(asc(processes.createdAt), asc(processes.slug)),
    deps.db
      .select({ processId: rounds.processId })
      .from(rounds)
      .where(and(eq(rounds.kind, "components"), roundIs("open"))),
    deps.db
      .select({ processId: compilations.processId, publishedAt: compilations.publishedAt })
      .from(compilations),
  ]);
  return all.map((process) => ({
    ...process,
    openRounds: open.filter(({ processId }) => processId === process.id).length,
    publishedResults: made.filter((one) => one.processId === process.id && one.publishedAt).length,
  }));
}

/** What is in preparation and somebody takes part in, the newest first. Who is suspended has no part in anything. */
export async function inPreparation(deps: Pick<Deps, "db">, actor: Actor) {
  const { slug, title, summary } = processes;
  return deps.db
    .select({ slug, title, summary })
    .from(processes)
    .innerJoin(processMembers, eq(processMembers.processId, processes.id))
    .where(
      and(isNull(processes.openedAt), actor.suspended ? sql`false` : eq(processMembers.userId, actor.id)),
    )
    .orderBy(desc(processes.createdAt), asc(processes.slug));
}
