import { eq, type SQL, sql } from "drizzle-orm";
import type { PhaseFacts } from "~/features/overview/domain/phases";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Deps } from "~/platform/deps";
import { components } from "~db/schema/components";
import { drafts } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";

/** What of a process is public and says how far it has come. */
export async function phaseFactsOf(
  deps: Pick<Deps, "db">,
  { id }: Pick<ProcessRow, "id">,
): Promise<PhaseFacts> {
  const some = (from: SQL) => sql<number>`(select count(*)::int ${from})`;
  const closes = (kind: string) => sql<string | null>`(select to_char(min(r.closes_at) at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') from ${rounds} r where r.process_id = ${id} and r.kind = ${kind} and ${roundIs("open", "r")})`;
  const held = (kind: string, state: "open" | "closed") =>
    some(sql`from ${rounds} r where r.process_id = ${id} and r.kind = ${kind} and ${roundIs(state, "r")}`);
  const [[found], [newest]] = await Promise.all([
    deps.db
      .select({
        components: some(sql`from ${components} r where r.process_id = ${id} and r.retired_version is null`),
        openRounds: held("components", "open"),
        roundsClose: closes("components"),
        closedRounds: held("components", "closed"),
        results: some(sql`from ${compilations} r where r.process_id = ${id} and r.published_at is not null`),
        openApprovals: held("approval", "open"),
        approvalsClose: closes("approval"),
        closedApprovals: held("approval", "closed"),
      })
      .from(processes)
      .where(eq(processes.id, id)),
    deps.db
      .select({ label: drafts.label, state: drafts.state, commentsUntil: drafts.commentsUntil })
      .from(drafts)
      .where(sql`${drafts.processId} = ${id} and ${drafts.state} <> 'working'`)
      .orderBy(sql`${drafts.number} desc`)
      .limit(1),
  ]);
  if (!found) throw new Error("the process is gone");
  return {
    ...found,
    newest: newest
      ? {
          label: newest.label,
          isFinal: newest.state === "final",
          commentsUntil: newest.commentsUntil,
        }
      : null,
  };
}
