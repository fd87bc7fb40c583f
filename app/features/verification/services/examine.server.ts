import type { ProcessId } from "~/kernel/ids";
import type { Examination, Finding } from "~/platform/registrations";
import { examinations } from "~/registries/examine.server";

/**
 * Holds everything that is derived against what it derives from: logs against their own rules, results against a
 * recount, texts against their hashes, and whatever else features register. Of one process, or of all.
 */
export async function examine(
  { db, roundKinds, now, recordLog }: Omit<Examination, "only">,
  only?: ProcessId,
): Promise<{ logs: number; entries: number; drafts: number; findings: Finding[] }> {
  const examination: Examination = { db, roundKinds, now, recordLog, only };
  const findings: Finding[] = [];
  const counted = { logs: 0, entries: 0, drafts: 0 };
  for (const run of examinations) {
    const found = await run(examination);
    findings.push(...found.findings);
    Object.assign(counted, found.counted);
  }
  return { ...counted, findings };
}
