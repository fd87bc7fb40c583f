import { and, count, eq, inArray } from "drizzle-orm";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import type { Against, HeldSystem } from "~/features/reviews/domain/held";
import type { AskedItem, ReviewedVersion } from "~/features/reviews/domain/standing";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { reviews } from "~db/schema/reviews";
import { ruleFor } from "./board.server";
import { listSystems, type SystemRow } from "./findSystem.server";
import { holdSystems } from "./held/heldTasks.server";
import { perSystem } from "./held/perSystem.server";
import type { VersionRow } from "./reviewedVersions.server";

export type SystemHeld = { readonly system: SystemRow; readonly held: HeldSystem };

/** Every system of a process held against a version, with the criteria of its cells. */
export type HeldSystems = {
  readonly criteria: readonly string[];
  readonly systems: readonly SystemHeld[];
};

/**
 * All systems of a process as they stand at a version: what follows for each, and its cells as letters. `systems` names
 * them when they are known.
 */
export async function heldSystems(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
  systems?: readonly SystemRow[],
): Promise<HeldSystems> {
  const [all, criteria] = await Promise.all([
    systems ?? listSystems(deps, process),
    criteriaOf(deps.db, process.id),
  ]);
  const keys = criteria.map(({ key }) => key);
  const input: Against = {
    version: plainVersion(at),
    versions: versions.map(plainVersion),
    criteria: keys,
    rule: ruleFor(process),
  };
  const held = await perSystem<Against, HeldSystem>(deps, all, { task: holdSystems, input });
  return {
    criteria: keys,
    systems: all.flatMap((system, row) => {
      const one = held[row];
      return one ? [{ system, held: one }] : [];
    }),
  };
}

/** What of a version decides how systems stand at it. */
export const plainVersion = ({ version: { id, number, items } }: VersionRow): ReviewedVersion => ({
  id,
  number,
  items: items.map(({ component, level, framework }): AskedItem => ({ component, level, framework })),
});

/** How many review each system, and how many of them work with its maker. */
export async function reviewersOf(db: Db, systems: readonly Pick<SystemRow, "id">[]) {
  const ids = systems.map(({ id }) => id);
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ systemId: reviews.systemId, affiliated: reviews.affiliated, people: count() })
          .from(reviews)
          .where(and(inArray(reviews.systemId, ids), eq(reviews.state, "confirmed")))
          .groupBy(reviews.systemId, reviews.affiliated);
  const counted = new Map(ids.map((id) => [id as string, { reviewers: 0, affiliated: 0 }]));
  for (const { systemId, affiliated, people } of rows) {
    const one = counted.get(systemId);
    if (!one) continue;
    one.reviewers += people;
    if (affiliated) one.affiliated += people;
  }
  return counted;
}
