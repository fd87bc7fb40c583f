import { inArray } from "drizzle-orm";
import type { CheckId, TownhallId, WorkgroupId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { recordedFigures } from "~db/schema/processes";

/** Under which figures of a meeting or a workgroup stand that came with a loaded record. */
export const attendanceOf = (id: TownhallId): string => `attendance ${id}`;
export const affiliatedIn = (id: WorkgroupId): string => `affiliated ${id}`;
export const answersOf = (id: CheckId): string => `answers ${id}`;

/** The figures that came with a loaded record, by what they are of; nothing for what was counted here. */
export async function recordedFor(
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (subjects.length === 0) return new Map();
  const rows = await db
    .select({ subject: recordedFigures.subject, figures: recordedFigures.figures })
    .from(recordedFigures)
    .where(inArray(recordedFigures.subject, [...subjects]));
  return new Map(rows.map(({ subject, figures }) => [subject, figures]));
}
