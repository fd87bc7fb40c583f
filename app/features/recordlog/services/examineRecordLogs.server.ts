import { asc, eq, isNotNull, or } from "drizzle-orm";
import { changeProblems, checkpointProblems, recordProblems } from "~/features/recordlog/domain/verifyRecord";
import type { Examination, Finding } from "~/platform/registrations";
import { recordCheckpoints, recordLogs } from "~db/schema/recordlog";
import { recordRows } from "./read.server";
import { examineRows } from "./rows/examineRows.server";
import { keysIn } from "./verifierKeys.server";

/** Holds record logs against their own rules, against what was signed of them, and public rows against what they committed to. */
export async function examineRecordLogs(
  examination: Examination,
): Promise<{ readonly findings: readonly Finding[] }> {
  const { db, only } = examination;
  const logs = await db
    .select()
    .from(recordLogs)
    .where(
      only
        ? or(eq(recordLogs.processId, only), eq(recordLogs.formerOf, only))
        : or(isNotNull(recordLogs.processId), isNotNull(recordLogs.formerOf)),
    )
    .orderBy(asc(recordLogs.origin));
  const findings: Finding[] = [];
  for (const { origin } of logs) {
    const rows = await recordRows(db, origin);
    const checkpoints = await db
      .select()
      .from(recordCheckpoints)
      .where(eq(recordCheckpoints.log, origin))
      .orderBy(asc(recordCheckpoints.size));
    const leaves = rows.map(({ leaf }) => leaf);
    const problems = [
      ...recordProblems(origin, rows),
      ...checkpointProblems(origin, leaves, checkpoints),
      ...changeProblems(keysIn(rows), checkpoints),
    ];
    for (const problem of problems) findings.push({ log: origin, ...problem });
  }
  return { findings: [...findings, ...(await examineRows(examination))] };
}
