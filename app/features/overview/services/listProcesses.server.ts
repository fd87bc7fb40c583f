import { and, asc, eq } from "drizzle-orm";
import type { Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";

/** All processes with how many rounds are open and results published. */
export async function listProcesses(deps: Pick<Deps, "db">) {
  const [all, open, made] = await Promise.all([
    deps.db.select().from(processes).orderBy(asc(processes.createdAt)),
    deps.db
      .select({ processId: rounds.processId })
      .from(rounds)
      .where(and(eq(rounds.kind, "components"), eq(rounds.state, "open"))),
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
