import { and, asc, eq, isNotNull } from "drizzle-orm";
import { recordProblems } from "~/features/recordlog/domain/verifyRecord";
import type { Examination, Finding } from "~/platform/registrations";
import { recordLogs } from "~db/schema/recordlog";
import { recordRows } from "./read.server";

/** Holds record logs against their own rules. */
export async function examineRecordLogs({
  db,
  only,
}: Examination): Promise<{ readonly findings: readonly Finding[] }> {
  const logs = await db
    .select()
    .from(recordLogs)
    .where(and(isNotNull(recordLogs.processId), only && eq(recordLogs.processId, only)))
    .orderBy(asc(recordLogs.origin));
  const findings: Finding[] = [];
  for (const { origin } of logs)
    for (const problem of recordProblems(origin, await recordRows(db, origin)))
      findings.push({ log: origin, ...problem });
  return { findings };
}
