import { type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { ExportScope } from "~/platform/recordTable";
import { processes } from "~db/schema/processes";

/** The moment from which endorsements are shown; null when they are shown already. */
export function embargoOf(deps: Pick<Deps, "now">, process: ProcessRow): Date | null {
  const until = process.embargoUntil;
  return until && until > nowAgainst(deps, until) ? until : null;
}

/** The same as a condition: that endorsements are no longer under embargo. */
export const isAfterEmbargo = ({ processId, now }: ExportScope): SQL =>
  sql`exists (select 1 from ${processes} where ${processes.id} = ${processId}
    and (${processes.embargoUntil} is null or ${processes.embargoUntil} <= ${now.toISOString()}::timestamptz))`;
