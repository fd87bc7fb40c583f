import { and, asc, eq, isNotNull, ne } from "drizzle-orm";
import { answersTo } from "~/features/live/services/checkView.server";
import { takingPartIn } from "~/features/live/services/takingPart.server";
import { affiliatedIn, answersOf, attendanceOf } from "~/features/processes/services/recordedFigures.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { countAffiliated } from "~/features/workgroups/services/workgroups.server";
import { canonicalJson } from "~/kernel/hash/canonical";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { temperatureChecks } from "~db/schema/live";
import { townhalls } from "~db/schema/meetings";

/**
 * Figures of meetings and workgroups as their pages show them, counted from rows that stay private; one JSON
 * text each, sorted by what they are of.
 */
export async function figureLines(deps: Pick<Deps, "db" | "now">, processId: ProcessId): Promise<string[]> {
  const held = await deps.db
    .select({ id: townhalls.id })
    .from(townhalls)
    .where(
      and(eq(townhalls.processId, processId), ne(townhalls.state, "live"), isNotNull(townhalls.startedAt)),
    )
    .orderBy(asc(townhalls.id));
  const attended = await takingPartIn(
    deps,
    held.map(({ id }) => id),
  );
  const checks = await deps.db
    .select({ check: temperatureChecks })
    .from(temperatureChecks)
    .innerJoin(townhalls, eq(townhalls.id, temperatureChecks.townhallId))
    .where(and(eq(townhalls.processId, processId), isNotNull(temperatureChecks.closedAt)))
    .orderBy(asc(temperatureChecks.id));
  const answered = await Promise.all(
    checks.map(async ({ check }) => ({
      subject: answersOf(check.id),
      figures: await answersTo(deps.db, check.id, check.options.length, false),
    })),
  );
  const affiliated = await countAffiliated(
    deps.db,
    (await workgroupsOf(deps.db, processId)).map(({ id }) => id).toSorted(),
  );
  const all = [
    ...[...affiliated].map(([id, people]) => ({ subject: affiliatedIn(id), figures: { people } })),
    ...answered,
    ...[...attended].map(([id, figures]) => ({ subject: attendanceOf(id), figures })),
  ];
  return all.map(({ subject, figures }) => canonicalJson({ processId, subject, figures }));
}
