import { count, eq, sql } from "drizzle-orm";
import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { roundsOf } from "~/features/rounds/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Deps } from "~/platform/deps";
import { plans } from "~db/schema/plans";
import { invitations } from "~db/schema/workgroups";

/** How far the setting up of a process has come, in the order in which one would do it. */
export async function setupSteps(deps: Pick<Deps, "db">, process: ProcessRow) {
  const [groups, rounds, compilations, version, [counted]] = await Promise.all([
    workgroupsOf(deps.db, process.id),
    roundsOf(deps.db, process.id),
    compilationHeadsOf(deps.db, process.id),
    currentListVersion(deps.db, process.id),
    deps.db
      .select({
        sent: count(),
        sealed: sql<number>`(select count(*)::int from ${plans} where ${plans.processId} = ${process.id})`,
      })
      .from(invitations)
      .where(eq(invitations.processId, process.id)),
  ]);
  const components = await componentsAt(deps.db, process.id, version);
  return [
    { key: "components" as const, page: "components", count: components.length },
    { key: "workgroups" as const, page: "workgroups", count: groups.length },
    { key: "people" as const, page: "people", count: counted?.sent ?? 0 },
    { key: "public" as const, page: "open", count: process.openedAt ? 1 : 0 },
    { key: "rounds" as const, page: "rounds", count: rounds.length },
    { key: "plan" as const, page: "plans", count: counted?.sealed ?? 0 },
    { key: "opened" as const, page: "rounds", count: rounds.filter(({ state }) => state !== "draft").length },
    { key: "compiled" as const, page: "compile", count: compilations.length },
    {
      key: "published" as const,
      page: "compile",
      count: compilations.filter(({ publishedAt }) => publishedAt).length,
    },
  ];
}
