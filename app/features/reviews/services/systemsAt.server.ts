import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Flip, flipsBetween } from "~/features/reviews/domain/flips";
import type { Deps } from "~/platform/deps";
import { listSystems } from "./findSystem.server";
import { heldSystems, reviewersOf, type SystemHeld } from "./heldSystems.server";
import { newestPublished, reviewedVersions, type VersionRow } from "./reviewedVersions.server";

/**
 * The systems of a process as they stand at a version: the one that is asked for, else the newest that is published, and
 * which of them come to something else than at the published version before. null where there is no such version. A version
 * that is being written is for organizers.
 */
export async function systemsAt(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  wanted: string | null,
  isOrganizer: boolean,
) {
  const [all, systems] = await Promise.all([reviewedVersions(deps.db, process), listSystems(deps, process)]);
  const versions = all.filter(({ draft }) => draft.state !== "working" || isOrganizer);
  const at = wanted ? versions.find(({ draft }) => draft.label === wanted) : newestPublished(versions);
  if (wanted && !at) return null;
  const held = at ? await heldSystems(deps, process, at, all, systems) : null;
  const before = at ? publishedBefore(at, all) : null;
  const earlier = before ? await heldSystems(deps, process, before, all, systems) : null;
  return {
    labels: versions.map(({ draft }) => draft.label),
    at: at ?? null,
    criteria: held?.criteria ?? [],
    systems: held?.systems ?? [],
    people: await reviewersOf(deps.db, systems),
    flips:
      before && held && earlier
        ? { before: before.draft.label, flips: flipsOf(earlier.systems, held.systems) }
        : null,
  };
}

/** The version that was out before another one. */
function publishedBefore(at: VersionRow, versions: readonly VersionRow[]): VersionRow | null {
  const earlier = versions.filter(({ draft }) => draft.state !== "working" && draft.number < at.draft.number);
  return earlier.at(-1) ?? null;
}

function flipsOf(before: readonly SystemHeld[], now: readonly SystemHeld[]): Flip[] {
  const verdicts = (all: readonly SystemHeld[]) =>
    all.map(({ system, held }) => ({ system: system.key, verdict: held.verdict }));
  return flipsBetween(verdicts(before), verdicts(now));
}
